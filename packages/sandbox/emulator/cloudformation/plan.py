# SPDX-License-Identifier: Apache-2.0
"""What one template means for one stack: parameters, resolvers, and the resources it wants."""

import re

from .errors import InsufficientCapabilities, ValidationError
from .registry import client_for
from .resolve import Resolver
from .stack import STACKS
from .template import in_dependency_order, parse_template

MASK = "****"
SSM_TYPE = re.compile(r"^AWS::SSM::Parameter::Value<(.+)>$")
NAMED_IAM = {
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
}
IAM_TYPES = (*NAMED_IAM, "AWS::IAM::AccessKey", "AWS::IAM::Policy", "AWS::IAM::UserToGroupAddition")


class DeploymentPlan:
    def __init__(self, endpoint, stack, template_text, parameters):
        self.endpoint = endpoint
        self.stack = stack
        self.template = parse_template(template_text)
        self.template_text = template_text
        self.given = parameters
        self.parameters = self._parameter_values()
        self.order = in_dependency_order(self.template["Resources"])

    def _parameter_values(self):
        declared = self.template.get("Parameters") or {}
        unknown = sorted(set(self.given) - set(declared))
        if unknown:
            raise ValidationError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        missing = sorted(n for n, slot in declared.items() if n not in self.given and "Default" not in slot)
        if missing:
            raise ValidationError(f"Parameters: [{', '.join(missing)}] must have values")
        return {name: self._parameter_value(name, slot) for name, slot in declared.items()}

    def _parameter_value(self, name, slot):
        value = str(self.given.get(name, slot.get("Default")))
        allowed = [str(each) for each in slot.get("AllowedValues", [])]
        if allowed and value not in allowed:
            raise ValidationError(f"Parameter {name} failed to satisfy constraint: must be one of [{', '.join(allowed)}]")
        if "AllowedPattern" in slot and not re.fullmatch(slot["AllowedPattern"], value):
            raise ValidationError(f"Parameter {name} failed to satisfy constraint: {slot['AllowedPattern']}")
        kind = slot.get("Type", "String")
        ssm = SSM_TYPE.match(kind)
        if ssm:
            value, kind = self._from_ssm(name, value), ssm.group(1)
        if kind == "CommaDelimitedList" or kind.startswith("List<"):
            return [part.strip() for part in value.split(",")] if value else []
        return value

    def _from_ssm(self, name, parameter_name):
        client = client_for(self.endpoint, self.stack.account_id, self.stack.region, "ssm")
        try:
            return client.get_parameter(Name=parameter_name)["Parameter"]["Value"]
        except client.exceptions.ParameterNotFound as error:
            raise ValidationError(
                f"Unable to fetch parameters [{parameter_name}] from parameter store for this account."
            ) from error

    def is_no_echo(self, name):
        slot = (self.template.get("Parameters") or {}).get(name, {})
        return str(slot.get("NoEcho", "false")).lower() == "true"

    def resolver(self, resources, preview=False, masked=False):
        stack = self.stack
        exports = {name: value for name, (value, _) in STACKS.exports(stack.account_id, stack.region).items()}
        shown = {n: MASK if masked and self.is_no_echo(n) else v for n, v in self.parameters.items()}
        pseudo = {
            "AWS::AccountId": stack.account_id,
            "AWS::Region": stack.region,
            "AWS::Partition": "aws",
            "AWS::StackId": stack.id,
            "AWS::StackName": stack.name,
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NotificationARNs": [],
        }
        return Resolver(self.template, shown, pseudo, resources, exports, preview)

    def wanted(self, resolver):
        """Logical ids to exist after the deployment, in dependency order."""
        return [name for name in self.order if resolver.is_made(self.template["Resources"][name])]

    def check_capabilities(self, given):
        needed = None
        for definition in self.template["Resources"].values():
            if definition["Type"] in IAM_TYPES:
                name = NAMED_IAM.get(definition["Type"])
                named = name in definition.get("Properties", {})
                needed = "CAPABILITY_NAMED_IAM" if named or needed == "CAPABILITY_NAMED_IAM" else "CAPABILITY_IAM"
        accepted = ("CAPABILITY_NAMED_IAM",) if needed == "CAPABILITY_NAMED_IAM" else ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM")
        if needed and not set(accepted) & set(given):
            raise InsufficientCapabilities(f"Requires capabilities : [{needed}]")
