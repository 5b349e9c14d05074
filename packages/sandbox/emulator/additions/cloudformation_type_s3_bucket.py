# SPDX-License-Identifier: Apache-2.0
"""AWS::S3::Bucket."""

from ..cloudformation import s3_settings
from ..cloudformation.errors import ResourceFailure
from ..cloudformation.registry import ResourceType, resource_type, tag_list

# In this order on creation: replication and object lock need versioning.
SETTINGS = (
    "OwnershipControls",
    "AccessControl",
    "PublicAccessBlockConfiguration",
    "BucketEncryption",
    "VersioningConfiguration",
    "ObjectLockConfiguration",
    "LoggingConfiguration",
    "LifecycleConfiguration",
    "CorsConfiguration",
    "AccelerateConfiguration",
    "NotificationConfiguration",
    "IntelligentTieringConfigurations",
    "ReplicationConfiguration",
)
MAX_NAME = 63


def install(_emulator):
    resource_type("AWS::S3::Bucket")(S3Bucket)


class S3Bucket(ResourceType):
    properties = frozenset({"BucketName", "ObjectLockEnabled", "Tags", *SETTINGS})
    replaced_by = frozenset({"BucketName"})
    fixed = frozenset({"ObjectLockEnabled"})

    def create(self, context, properties):
        s3 = context.client("s3")
        name = properties.get("BucketName") or context.generate_name(MAX_NAME).lower()
        given = {"Bucket": name}
        if context.region != "us-east-1":
            given["CreateBucketConfiguration"] = {"LocationConstraint": context.region}
        if s3_settings.flag(properties.get("ObjectLockEnabled")):
            given["ObjectLockEnabledForBucket"] = True
        if context.region == "us-east-1" and _exists(s3, name):
            # There S3 answers a second creation by the owner with success, which a new stack must not take for its own.
            raise ResourceFailure(f"{name} already exists")
        s3.create_bucket(**given)
        context.made(name)
        self._put_settings(s3, name, {}, properties)
        self._put_tags(s3, name, context.tags(properties))
        return name

    def update(self, context, physical_id, old, new):
        s3 = context.client("s3")
        self._put_settings(s3, physical_id, old, new)
        if context.tags(new) or context.dropped_tags(old, new):
            self._put_tags(s3, physical_id, context.tags(new))

    def delete(self, context, physical_id, properties):
        s3 = context.client("s3")
        if _exists(s3, physical_id):
            s3.delete_bucket(Bucket=physical_id)

    def attributes(self, context, physical_id, properties):
        region = context.region
        return {
            "Arn": f"arn:aws:s3:::{physical_id}",
            "DomainName": f"{physical_id}.s3.amazonaws.com",
            "RegionalDomainName": f"{physical_id}.s3.{region}.amazonaws.com",
            "DualStackDomainName": f"{physical_id}.s3.dualstack.{region}.amazonaws.com",
            "WebsiteURL": f"http://{physical_id}.s3-website-{region}.amazonaws.com",
        }

    @staticmethod
    def _put_tags(s3, name, tags):
        if tags:
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_list(tags)})
        else:
            s3.delete_bucket_tagging(Bucket=name)

    @staticmethod
    def _put_settings(s3, name, old, new):
        for setting in SETTINGS:
            if old.get(setting) == new.get(setting):
                continue
            if new.get(setting) is None:
                _remove(s3, name, setting, old[setting])
            else:
                _put(s3, name, setting, old.get(setting), new[setting])


def _exists(s3, name):
    try:
        s3.head_bucket(Bucket=name)
    except s3.exceptions.ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return False
        raise
    return True


def _put(s3, name, setting, old, value):
    if setting == "IntelligentTieringConfigurations":
        return _put_tierings(s3, name, old or [], value)
    if setting == "AccessControl":
        return s3.put_bucket_acl(Bucket=name, ACL=s3_settings.canned_acl(value))
    if setting == "VersioningConfiguration":
        return s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": value["Status"]})
    if setting == "OwnershipControls":
        return s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": value["Rules"]})
    if setting == "AccelerateConfiguration":
        status = {"Status": value["AccelerationStatus"]}
        return s3.put_bucket_accelerate_configuration(Bucket=name, AccelerateConfiguration=status)
    if setting == "LoggingConfiguration":
        return s3.put_bucket_logging(Bucket=name, BucketLoggingStatus=s3_settings.logging(value, name))
    method, argument, convert = PUT[setting]
    return getattr(s3, method)(Bucket=name, **{argument: convert(value)})


PUT = {
    "PublicAccessBlockConfiguration": (
        "put_public_access_block",
        "PublicAccessBlockConfiguration",
        s3_settings.public_access_block,
    ),
    "BucketEncryption": ("put_bucket_encryption", "ServerSideEncryptionConfiguration", s3_settings.encryption),
    "ObjectLockConfiguration": (
        "put_object_lock_configuration",
        "ObjectLockConfiguration",
        s3_settings.object_lock,
    ),
    "LifecycleConfiguration": (
        "put_bucket_lifecycle_configuration",
        "LifecycleConfiguration",
        s3_settings.lifecycle,
    ),
    "CorsConfiguration": ("put_bucket_cors", "CORSConfiguration", s3_settings.cors),
    "NotificationConfiguration": (
        "put_bucket_notification_configuration",
        "NotificationConfiguration",
        s3_settings.notification,
    ),
    "ReplicationConfiguration": ("put_bucket_replication", "ReplicationConfiguration", s3_settings.replication),
}
REMOVE = {
    "OwnershipControls": "delete_bucket_ownership_controls",
    "PublicAccessBlockConfiguration": "delete_public_access_block",
    "BucketEncryption": "delete_bucket_encryption",
    "LifecycleConfiguration": "delete_bucket_lifecycle",
    "CorsConfiguration": "delete_bucket_cors",
    "ReplicationConfiguration": "delete_bucket_replication",
}


def _put_tierings(s3, name, old, new):
    kept = {each["Id"] for each in new}
    for gone in (each["Id"] for each in old if each["Id"] not in kept):
        s3.delete_bucket_intelligent_tiering_configuration(Bucket=name, Id=gone)
    for each in new:
        s3.put_bucket_intelligent_tiering_configuration(
            Bucket=name, Id=each["Id"], IntelligentTieringConfiguration=s3_settings.intelligent_tiering(each)
        )


def _remove(s3, name, setting, old):
    if setting in REMOVE:
        return getattr(s3, REMOVE[setting])(Bucket=name)
    if setting == "IntelligentTieringConfigurations":
        return _put_tierings(s3, name, old, [])
    if setting == "AccessControl":
        return s3.put_bucket_acl(Bucket=name, ACL="private")
    if setting == "VersioningConfiguration":
        return s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Suspended"})
    if setting == "LoggingConfiguration":
        return s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={})
    if setting == "NotificationConfiguration":
        return s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={})
    if setting == "AccelerateConfiguration":
        status = {"Status": "Suspended"}
        return s3.put_bucket_accelerate_configuration(Bucket=name, AccelerateConfiguration=status)
    return s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"})
