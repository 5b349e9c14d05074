# SPDX-License-Identifier: Apache-2.0
"""Builds of CodeBuild stay IN_PROGRESS until somebody ends them: moto calls each a success at the first look.

Nothing is executed here. Whoever plays CodeBuild reads what a build was started with, runs it, and says how it ended
(`POST /builds` of the control endpoint); StopBuild ends it, too. Also: environment overrides, idempotency tokens,
`concurrentBuildLimit`, projects without a source.
"""

import json
import threading

STATUSES = ("SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED")
RUNNING = "IN_PROGRESS"

_lock = threading.RLock()
_started_by_token = {}


def end_build(build_id, status):
    """Ends a build of whatever account and Region; false when there is none that runs."""
    from moto.codebuild.models import codebuild_backends

    with _lock:
        for account in list(codebuild_backends.values()):
            for backend in list(account.values()):
                build = _find(backend, build_id)
                if build and build["buildStatus"] == RUNNING:
                    _end(build, status)
                    return True
    return False


def install(_emulator):
    from moto.codebuild import responses
    from moto.codebuild.models import CodeBuildBackend
    from moto.codebuild.responses import CodeBuildResponse
    from moto.core.exceptions import JsonRESTError

    moto_validate = responses._validate_required_params_source
    moto_create, moto_start, moto_stop = (
        CodeBuildResponse.create_project,
        CodeBuildResponse.start_build,
        CodeBuildResponse.stop_build,
    )

    def validate_source(source):
        if source.get("type") != "NO_SOURCE":
            moto_validate(source)

    def create_project(self):
        answer = moto_create(self)
        project = self.codebuild_backend.codebuild_projects[self._get_param("name")]
        limit = self._get_param("concurrentBuildLimit")
        if limit is not None:
            project.project_metadata["concurrentBuildLimit"] = limit
        return answer

    def start_build(self):
        backend, name = self.codebuild_backend, self._get_param("projectName")
        token = self._get_param("idempotencyToken")
        with _lock:
            known = token and _find(backend, _started_by_token.get((id(backend), token)))
            if known:
                return json.dumps({"build": _shown(known)})
            project = backend.codebuild_projects.get(name)
            limit = project and project.project_metadata.get("concurrentBuildLimit")
            if limit is not None and len(_running(backend, name)) >= limit:
                raise JsonRESTError(
                    "AccountLimitExceededException",
                    f"Cannot have more than {limit} builds in queue for the project",
                )
            started = json.loads(moto_start(self))["build"]["id"]
            build = _find(backend, started)
            _describe(build, project, self._get_param)
            if token:
                _started_by_token[(id(backend), token)] = started
            return json.dumps({"build": _shown(build)})

    def stop_build(self):
        with _lock:
            build = _find(self.codebuild_backend, self._get_param("id"))
            if build is None:
                return moto_stop(self)
            if build["buildStatus"] == RUNNING:
                _end(build, "STOPPED")
            return json.dumps({"build": _shown(build)})

    def batch_get_builds(self, ids):
        with _lock:
            return [_shown(build) for build in (_find(self, each) for each in ids) if build]

    responses._validate_required_params_source = validate_source
    CodeBuildResponse.create_project = create_project
    CodeBuildResponse.start_build = start_build
    CodeBuildResponse.stop_build = stop_build
    CodeBuildBackend.batch_get_builds = batch_get_builds
    return _started_by_token.clear


def _builds(backend):
    return [build for builds in backend.build_metadata_history.values() for build in builds]


def _find(backend, build_id):
    return next((build for build in _builds(backend) if build["id"] == build_id), None)


def _shown(build):
    """AWS tells times in seconds; moto keeps them as text, which the SDK refuses."""
    phases = [_with_seconds(phase) for phase in build["phases"]]
    return {**_with_seconds(build), "phases": phases}


def _with_seconds(fields):
    from moto.core.parse import default_timestamp_parser

    return {
        name: default_timestamp_parser(value).timestamp() if name in ("startTime", "endTime") else value
        for name, value in fields.items()
    }


def _running(backend, project_name):
    return [
        build
        for build in _builds(backend)
        if build["projectName"] == project_name and build["buildStatus"] == RUNNING
    ]


def _describe(build, project, param):
    environment = project.project_metadata["environment"]
    given = {each["name"]: each for each in environment.get("environmentVariables") or []}
    given.update({each["name"]: each for each in param("environmentVariablesOverride") or []})
    build["environment"] = {**environment, "environmentVariables": list(given.values())}
    build["source"] = {**project.project_metadata["source"]}
    if param("buildspecOverride"):
        build["source"]["buildspec"] = param("buildspecOverride")
    if param("timeoutInMinutesOverride"):
        build["timeoutInMinutes"] = param("timeoutInMinutesOverride")
    build["currentPhase"] = "BUILD"


def _end(build, status):
    from moto.core.utils import iso_8601_datetime_with_milliseconds

    now = iso_8601_datetime_with_milliseconds()
    good = status == "SUCCEEDED"
    # A queued build has one phase without a status: it is the last to have been begun.
    build["phases"] = [{**phase, "phaseStatus": phase.get("phaseStatus", "SUCCEEDED")} for phase in build["phases"]]
    build["phases"].append(
        {"phaseType": "BUILD", "phaseStatus": "SUCCEEDED" if good else status, "startTime": now, "endTime": now}
    )
    build["endTime"] = now
    build["currentPhase"] = "COMPLETED"
    build["buildComplete"] = True
    build["buildStatus"] = status
