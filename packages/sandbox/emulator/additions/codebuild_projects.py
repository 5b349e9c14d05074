# SPDX-License-Identifier: Apache-2.0
"""Projects of CodeBuild keep their encryption key, UpdateProject changes them, and DeleteProject takes an ARN, too."""

import json

CHANGEABLE = (
    "description",
    "source",
    "artifacts",
    "cache",
    "serviceRole",
    "timeoutInMinutes",
    "queuedTimeoutInMinutes",
    "concurrentBuildLimit",
    "encryptionKey",
    "environment",
    "logsConfig",
    "sourceVersion",
    "tags",
    "vpcConfig",
)
NO_LIMIT = -1


def install(_emulator):
    from moto.codebuild.exceptions import ResourceNotFoundException
    from moto.codebuild.models import CodeBuildBackend
    from moto.codebuild.responses import CodeBuildResponse

    moto_create, moto_delete = CodeBuildResponse.create_project, CodeBuildBackend.delete_project

    def create_project(self):
        moto_create(self)
        project = self.codebuild_backend.codebuild_projects[self._get_param("name")]
        key = self._get_param("encryptionKey")
        if key is not None:
            project.project_metadata["encryptionKey"] = key
        return json.dumps({"project": project.project_metadata})

    def update_project(self):
        name = _name(self._get_param("name"))
        project = self.codebuild_backend.codebuild_projects.get(name)
        if project is None:
            raise ResourceNotFoundException(f"Project cannot be found: {name}")
        for setting in CHANGEABLE:
            value = self._get_param(setting)
            if value is not None:
                project.project_metadata[setting] = value
        if project.project_metadata.get("concurrentBuildLimit") == NO_LIMIT:
            del project.project_metadata["concurrentBuildLimit"]
        project.service_role = project.project_metadata["serviceRole"]
        return json.dumps({"project": project.project_metadata})

    def delete_project(self, project_name):
        moto_delete(self, _name(project_name))

    CodeBuildResponse.create_project = create_project
    CodeBuildResponse.update_project = update_project
    CodeBuildBackend.delete_project = delete_project


def _name(name_or_arn):
    return name_or_arn.rpartition(":project/")[2]
