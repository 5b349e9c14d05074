# SPDX-License-Identifier: Apache-2.0
"""Reads the parameters that several CloudFormation operations share."""

from moto.cloudformation.utils import get_stack_from_s3_url

from .errors import ValidationError
from .stack import STACKS

OPTIONS = ("Description", "NotificationARNs", "Capabilities", "OnStackFailure")


def read(response):
    return Request(response)


class Request:
    def __init__(self, response):
        self._response = response
        self.account_id = response.current_account
        self.region = response.region

    def text(self, name, default=None):
        return self._response._get_param(name, default)

    def flag(self, name):
        return str(self._response._get_param(name, False)).lower() == "true"

    def stack(self):
        name = self.text("StackName")
        if not name:
            raise ValidationError("StackName must be specified")
        return STACKS.get(self.account_id, self.region, name)

    @property
    def capabilities(self):
        return self.text("Capabilities", []) or []

    def options(self):
        return {name: self.text(name) for name in OPTIONS if self.text(name)}

    def template_text(self, stack):
        body, url = self.text("TemplateBody"), self.text("TemplateURL")
        if self.flag("UsePreviousTemplate"):
            if body or url:
                raise ValidationError("You cannot specify both usePreviousTemplate and Template Body/Template URL.")
            return stack.template_text
        if url:
            body = get_stack_from_s3_url(url, account_id=self.account_id, partition="aws")
        if not body:
            raise ValidationError("Either Template URL or Template Body must be specified.")
        return body.decode() if isinstance(body, bytes) else body

    def parameters(self, stack):
        values = {}
        for parameter in self.text("Parameters", []) or []:
            key = parameter["ParameterKey"]
            if parameter.get("UsePreviousValue"):
                if key not in stack.parameters:
                    continue
                values[key] = stack.parameters[key]
            else:
                values[key] = parameter.get("ParameterValue", "")
        return values

    def tags(self, stack):
        given = self.text("Tags", None)
        if given is None:
            return dict(stack.tags)
        return {tag["Key"]: tag["Value"] for tag in given}


def shown_parameters(template, parameters, mask):
    shown = []
    for key, slot in (template.get("Parameters") or {}).items():
        secret = str(slot.get("NoEcho", "false")).lower() == "true"
        value = mask if secret else str(parameters.get(key, slot.get("Default", "")))
        shown.append({"ParameterKey": key, "ParameterValue": value})
    return shown
