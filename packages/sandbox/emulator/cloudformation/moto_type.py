# SPDX-License-Identifier: Apache-2.0
"""Hands a resource to moto's own model when this project has no type for it."""

from moto.cloudformation.parsing import generate_resource_name, get_model_map

from .errors import ResourceFailure
from .registry import TYPES, ResourceType

# moto's model of these would make nothing, or answer by rules of moto's own stacks.
NOT_MADE = ("AWS::CloudFormation::Stack", "AWS::SERVICE::RESOURCE", "?")


class MotoType(ResourceType):
    def __init__(self, name, model):
        self.name = name
        self.model = model
        self._made = {}

    def check(self, type_name, properties):
        """moto says itself what it cannot read."""

    def needs_replacement(self, changed):
        name_property = self.model.cloudformation_name_type()
        return bool(name_property) and name_property in changed

    def create(self, context, properties):
        name = properties.get(self.model.cloudformation_name_type() or "") or generate_resource_name(
            self.name, context.stack_name, context.logical_id
        )
        made = self.model.create_from_cloudformation_json(
            name,
            {"Type": self.name, "Properties": properties},
            context.account_id,
            context.region,
            LogicalId=context.logical_id,
            StackId=context.stack_id,
            ResourceType=self.name,
        )
        physical_id = made.physical_resource_id
        self._made[(context.account_id, context.region, physical_id)] = made
        return physical_id

    def update(self, context, physical_id, old, new):
        method = self.model.update_from_cloudformation_json
        if getattr(method, "__isabstractmethod__", False):
            raise ResourceFailure(f"The emulator cannot change a {self.name}; it can only make and delete it.")
        key = (context.account_id, context.region, physical_id)
        self._made[key] = method(
            original_resource=self._made[key],
            new_resource_name=physical_id,
            cloudformation_json={"Type": self.name, "Properties": new},
            account_id=context.account_id,
            region_name=context.region,
        )

    def delete(self, context, physical_id, properties):
        made = self._made.pop((context.account_id, context.region, physical_id), None)
        if hasattr(made, "delete"):
            try:
                return made.delete(context.account_id, context.region)
            except TypeError:
                pass  # Its delete is not the one for stacks.
        method = self.model.delete_from_cloudformation_json
        if getattr(method, "__isabstractmethod__", False):
            raise ResourceFailure(f"The emulator cannot delete a {self.name}; it stays.")
        return method(physical_id, {"Type": self.name, "Properties": properties}, context.account_id, context.region)

    def attributes(self, context, physical_id, properties):
        return MotoAttributes(self._made[(context.account_id, context.region, physical_id)])


class MotoAttributes:
    """Fn::GetAtt through moto's model, read when asked for."""

    def __init__(self, made):
        self._made = made

    def __contains__(self, name):
        return self._made.has_cfn_attr(name)

    def __getitem__(self, name):
        return self._made.get_cfn_attribute(name)


def type_for(name):
    if name in TYPES:
        return TYPES[name]
    model = None if name in NOT_MADE else get_model_map().get(name)
    if model is None:
        raise ResourceFailure(
            f"The emulator does not make {name}. It can be deployed to AWS, but not to this emulator."
        )
    TYPES[name] = MotoType(name, model)
    return TYPES[name]
