# SPDX-License-Identifier: Apache-2.0
"""The resource types this project makes, and how one is written."""

import random
import re
import string
import threading
from dataclasses import dataclass, field

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .errors import ResourceFailure

TYPES = {}
ACCOUNT_HOST = re.compile(r"//\d{12}\.")
NAME_CHARACTERS = string.ascii_uppercase + string.digits


def resource_type(name):
    """Registers a class as the maker of a CloudFormation type."""

    def register(cls):
        TYPES[name] = cls()
        return cls

    return register


class ResourceType:
    """Makes one CloudFormation type through the emulated service's own API."""

    #: Properties it makes; a template with another one fails rather than losing it silently.
    properties = frozenset()
    #: Properties whose change makes a new resource.
    replaced_by = frozenset()
    #: Properties whose change CloudFormation refuses.
    fixed = frozenset()

    def create(self, context, properties):
        """Returns the physical id."""
        raise NotImplementedError

    def update(self, context, physical_id, old, new):
        raise NotImplementedError

    def delete(self, context, physical_id, properties):
        raise NotImplementedError

    def attributes(self, context, physical_id, properties):
        return {}

    def check(self, type_name, properties):
        unknown = sorted(set(properties) - self.properties)
        if unknown:
            raise ResourceFailure(f"The emulator does not make {', '.join(unknown)} of {type_name}.")

    def needs_replacement(self, changed):
        return bool(self.replaced_by & set(changed))


class NothingToMake(ResourceType):
    """Types that stand for nothing outside the stack."""

    def check(self, type_name, properties):
        """Everything is accepted."""

    def create(self, context, properties):
        return context.generate_name()

    def update(self, context, physical_id, old, new):
        """Nothing."""

    def delete(self, context, physical_id, properties):
        """Nothing."""


TYPES["AWS::CDK::Metadata"] = NothingToMake()
TYPES["AWS::CloudFormation::WaitConditionHandle"] = NothingToMake()


@dataclass
class ResourceContext:
    """What a resource type may know of its stack."""

    endpoint: str
    account_id: str
    region: str
    stack_name: str
    stack_id: str
    logical_id: str
    stack_tags: dict = field(default_factory=dict)
    old_stack_tags: dict = field(default_factory=dict)
    made: object = lambda physical_id: None

    def client(self, service, region=None):
        return client_for(self.endpoint, self.account_id, region or self.region, service)

    def generate_name(self, max_length=128):
        suffix = "".join(random.choices(NAME_CHARACTERS, k=12))
        room = max_length - len(suffix) - 1
        return f"{self.stack_name}-{self.logical_id}"[:room] + f"-{suffix}"

    def tags(self, properties):
        """The resource's tags over those of the stack."""
        return {**self.stack_tags, **_own_tags(properties)}

    def dropped_tags(self, old, new):
        """Keys that were set by the last deployment and are not wanted any more."""
        before = {**self.old_stack_tags, **_own_tags(old)}
        return sorted(set(before) - set(self.tags(new)))


def _own_tags(properties):
    return {tag["Key"]: str(tag["Value"]) for tag in properties.get("Tags", [])}


def tag_list(tags, key="Key", value="Value"):
    return [{key: name, value: text} for name, text in tags.items()]


_clients = {}
# One session keeps the service models it has read; making clients of it is not safe in several threads.
_session = boto3.session.Session()
_lock = threading.Lock()


def client_for(endpoint, account_id, region, service):
    key = (endpoint, account_id, region, service)
    with _lock:
        if key not in _clients:
            _clients[key] = _make_client(*key)
        return _clients[key]


def _make_client(endpoint, account_id, region, service):
    client = _session.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id="cloudformation",
        aws_secret_access_key="cloudformation",
        config=Config(
            inject_host_prefix=False,
            retries={"mode": "standard", "total_max_attempts": 3},
            # A call that is only held would be made a second time.
            read_timeout=900,
            s3={"addressing_style": "path"},
            proxies={},
        ),
    )

    def say_who_calls(request, **_):
        request.headers["x-moto-account-id"] = account_id
        request.headers["x-groundwork-via"] = "cloudformation"
        # S3 Control puts the account before the host, a name that need not resolve here.
        request.url = ACCOUNT_HOST.sub("//", request.url)

    client.meta.events.register("before-sign.*.*", say_who_calls)
    return client


def reason_of(error):
    """The text CloudFormation shows for a failed resource."""
    if isinstance(error, ClientError):
        code = error.response["Error"].get("Code", "Unknown")
        message = error.response["Error"].get("Message", "")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
        return f"{message} (Service: {error.operation_name}, Status Code: {status}, Code: {code})"
    if isinstance(error, (ResourceFailure, BotoCoreError)):
        return str(error)
    return f"{type(error).__name__}: {error}"
