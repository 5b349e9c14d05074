# SPDX-License-Identifier: Apache-2.0
"""What stands of a resource, in the words of its template; a type without a reader is not checked."""

import json

from botocore.exceptions import ClientError

from .engine import context_of

GONE = ("NoSuchBucket", "NoSuchEntity", "NotFound", "NotFoundException", "404")
UNSET = (
    "ServerSideEncryptionConfigurationNotFoundError",
    "NoSuchPublicAccessBlockConfiguration",
    "NoSuchTagSet",
)
# A statement or a condition that was added counts too, so these are compared whole.
POLICIES = ("/KeyPolicy", "/AssumeRolePolicyDocument")
NAMES_OF_ACCESS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


class Gone(Exception):
    """The resource is not there any more."""


def read_resource(context, resource):
    """The properties that stand, only such as the template has and the emulator can compare; None without a reader."""
    reader = READERS.get(resource.type)
    if reader is None:
        return None
    try:
        read = reader(context, resource.physical_id)
        return {name: read[name]() for name in resource.properties if name in read}
    except ClientError as error:
        if error.response["Error"]["Code"] in GONE:
            raise Gone() from error
        raise


def standing_of_drifted(endpoint, stack):
    """Logical id → what stands of the properties that differ; None for what is gone."""
    found = {}
    for resource in list(stack.resources.values()):
        try:
            actual = read_resource(context_of(endpoint, stack, resource), resource)
        except Gone:
            found[resource.logical_id] = None
            continue
        for name, value in (actual or {}).items():
            wanted = resource.properties[name]
            if any(differences({name: wanted}, {name: wanted}, {name: value})):
                found.setdefault(resource.logical_id, {})[name] = value
    return found


def _or_unset(ask):
    try:
        return ask()
    except ClientError as error:
        if error.response["Error"]["Code"] in UNSET:
            return None
        raise


def _bucket(context, name):
    s3 = context.client("s3")
    s3.head_bucket(Bucket=name)

    def versioning():
        status = s3.get_bucket_versioning(Bucket=name).get("Status")
        return {"Status": status} if status else None

    def encryption():
        answer = _or_unset(lambda: s3.get_bucket_encryption(Bucket=name))
        rules = answer["ServerSideEncryptionConfiguration"]["Rules"] if answer else []
        converted = [_encryption_rule(rule) for rule in rules]
        return {"ServerSideEncryptionConfiguration": converted} if answer else None

    def public_access():
        answer = _or_unset(lambda: s3.get_public_access_block(Bucket=name))
        block = answer["PublicAccessBlockConfiguration"] if answer else {}
        return {each: block.get(each, False) for each in NAMES_OF_ACCESS}

    def tags():
        answer = _or_unset(lambda: s3.get_bucket_tagging(Bucket=name))
        return _own(answer["TagSet"] if answer else [], context)

    return {
        "VersioningConfiguration": versioning,
        "BucketEncryption": encryption,
        "PublicAccessBlockConfiguration": public_access,
        "Tags": tags,
    }


def _encryption_rule(rule):
    shown = {"ServerSideEncryptionByDefault": rule.get("ApplyServerSideEncryptionByDefault")}
    if "BucketKeyEnabled" in rule:
        shown["BucketKeyEnabled"] = rule["BucketKeyEnabled"]
    return shown


def _key(context, key_id):
    kms = context.client("kms")
    metadata = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    if metadata["KeyState"] == "PendingDeletion":
        raise Gone()
    rotation = kms.get_key_rotation_status(KeyId=key_id)

    def tags():
        listed = kms.list_resource_tags(KeyId=key_id)["Tags"]
        return _own([{"Key": tag["TagKey"], "Value": tag["TagValue"]} for tag in listed], context)

    return {
        "Description": lambda: metadata.get("Description", ""),
        "Enabled": lambda: metadata["Enabled"],
        "EnableKeyRotation": lambda: rotation["KeyRotationEnabled"],
        "RotationPeriodInDays": lambda: rotation.get("RotationPeriodInDays"),
        "KeyPolicy": lambda: json.loads(kms.get_key_policy(KeyId=key_id, PolicyName="default")["Policy"]),
        "Tags": tags,
    }


def _role(context, name):
    iam = context.client("iam")
    role = iam.get_role(RoleName=name)["Role"]

    def attached():
        policies = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        return sorted(policy["PolicyArn"] for policy in policies)

    return {
        "AssumeRolePolicyDocument": lambda: role["AssumeRolePolicyDocument"],
        "Description": lambda: role.get("Description", ""),
        "ManagedPolicyArns": attached,
        "MaxSessionDuration": lambda: role["MaxSessionDuration"],
        "Tags": lambda: _own(role.get("Tags", []), context),
    }


READERS = {"AWS::S3::Bucket": _bucket, "AWS::KMS::Key": _key, "AWS::IAM::Role": _role}


def _own(tags, context):
    """Without what the stack puts on all its resources."""
    return [tag for tag in tags if context.stack_tags.get(tag["Key"]) != tag["Value"] and not tag["Key"].startswith("aws:")]


def differences(expected, shown, actual, path=""):
    """(path, what the template says, what stands), only for what the template sets; `shown` has secrets masked."""
    if path in POLICIES:
        if _plain(expected) != _plain(actual):
            yield path, shown, actual
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for key, inner in expected.items():
            inner_shown = shown.get(key) if isinstance(shown, dict) else shown
            yield from differences(inner, inner_shown, actual.get(key), f"{path}/{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and _is_tags(expected + actual):
        yield from _tag_differences(expected, actual, path)
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        shown_items = shown if isinstance(shown, list) else [shown] * len(expected)
        pairs = zip(_sorted(expected), _sorted(shown_items), _sorted(actual))
        for index, (inner, inner_shown, inner_actual) in enumerate(pairs):
            yield from differences(inner, inner_shown, inner_actual, f"{path}/{index}")
    elif _plain(expected) != _plain(actual):
        yield path, shown, actual


def _is_tags(items):
    return bool(items) and all(isinstance(item, dict) and set(item) == {"Key", "Value"} for item in items)


def _tag_differences(expected, actual, path):
    wanted = {tag["Key"]: (index, tag) for index, tag in enumerate(expected)}
    standing = {tag["Key"]: tag for tag in actual}
    for key, (index, tag) in wanted.items():
        if key not in standing:
            yield f"{path}/{index}", tag, None
        elif str(standing[key]["Value"]) != str(tag["Value"]):
            yield f"{path}/{index}/Value", tag["Value"], standing[key]["Value"]
    more = [tag for key, tag in standing.items() if key not in wanted]
    for index, tag in enumerate(more, start=len(expected)):
        yield f"{path}/{index}", None, tag


def _sorted(items):
    return sorted(items) if all(isinstance(item, str) for item in items) else items


def _plain(value):
    """Templates write `true` and `"true"`, `90` and `"90"` for the same thing."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, sort_keys=True, default=str)
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
