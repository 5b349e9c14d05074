# SPDX-License-Identifier: Apache-2.0
"""AWS::KMS::Alias."""

from ..cloudformation.registry import ResourceType, resource_type


def install(_emulator):
    resource_type("AWS::KMS::Alias")(KmsAlias)


class KmsAlias(ResourceType):
    properties = frozenset({"AliasName", "TargetKeyId"})
    replaced_by = frozenset({"AliasName"})

    def create(self, context, properties):
        name = properties["AliasName"]
        context.client("kms").create_alias(AliasName=name, TargetKeyId=properties["TargetKeyId"])
        return name

    def update(self, context, physical_id, old, new):
        context.client("kms").update_alias(AliasName=physical_id, TargetKeyId=new["TargetKeyId"])

    def delete(self, context, physical_id, properties):
        context.client("kms").delete_alias(AliasName=physical_id)
