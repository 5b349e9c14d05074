# SPDX-License-Identifier: Apache-2.0
"""AWS::S3::AccessPoint."""

import json

from ..cloudformation.registry import ResourceType, resource_type
from ..cloudformation.s3_settings import public_access_block

MAX_NAME = 50


def install(_emulator):
    resource_type("AWS::S3::AccessPoint")(S3AccessPoint)


class S3AccessPoint(ResourceType):
    properties = frozenset({"Bucket", "Name", "Policy", "PublicAccessBlockConfiguration", "VpcConfiguration"})
    replaced_by = frozenset({"Bucket", "Name", "PublicAccessBlockConfiguration", "VpcConfiguration"})

    def create(self, context, properties):
        control = context.client("s3control")
        name = properties.get("Name") or context.generate_name(MAX_NAME).lower()
        given = {"AccountId": context.account_id, "Name": name, "Bucket": properties["Bucket"]}
        if "PublicAccessBlockConfiguration" in properties:
            block = public_access_block(properties["PublicAccessBlockConfiguration"])
            given["PublicAccessBlockConfiguration"] = block
        if "VpcConfiguration" in properties:
            given["VpcConfiguration"] = properties["VpcConfiguration"]
        control.create_access_point(**given)
        context.made(name)
        self._put_policy(context, control, name, properties)
        return name

    def update(self, context, physical_id, old, new):
        control = context.client("s3control")
        if "Policy" in old and "Policy" not in new:
            control.delete_access_point_policy(AccountId=context.account_id, Name=physical_id)
        self._put_policy(context, control, physical_id, new)

    @staticmethod
    def _put_policy(context, control, name, properties):
        if "Policy" in properties:
            policy = json.dumps(properties["Policy"])
            control.put_access_point_policy(AccountId=context.account_id, Name=name, Policy=policy)

    def delete(self, context, physical_id, properties):
        context.client("s3control").delete_access_point(AccountId=context.account_id, Name=physical_id)

    def attributes(self, context, physical_id, properties):
        control = context.client("s3control")
        point = control.get_access_point(AccountId=context.account_id, Name=physical_id)
        return {
            "Alias": point["Alias"],
            "Arn": point["AccessPointArn"],
            "Name": physical_id,
            "NetworkOrigin": point["NetworkOrigin"],
        }
