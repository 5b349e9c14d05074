# SPDX-License-Identifier: Apache-2.0
"""AWS::S3::BucketPolicy."""

import json

from ..cloudformation.registry import ResourceType, resource_type


def install(_emulator):
    resource_type("AWS::S3::BucketPolicy")(S3BucketPolicy)


class S3BucketPolicy(ResourceType):
    properties = frozenset({"Bucket", "PolicyDocument"})
    replaced_by = frozenset({"Bucket"})

    def create(self, context, properties):
        self._put(context, properties)
        return properties["Bucket"]

    def update(self, context, physical_id, old, new):
        self._put(context, new)

    @staticmethod
    def _put(context, properties):
        policy = json.dumps(properties["PolicyDocument"])
        context.client("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=policy)

    def delete(self, context, physical_id, properties):
        context.client("s3").delete_bucket_policy(Bucket=physical_id)
