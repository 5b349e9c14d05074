# SPDX-License-Identifier: Apache-2.0
"""Errors as CloudFormation answers them."""

from moto.core.exceptions import ServiceException


class ValidationError(ServiceException):
    code = "ValidationError"


class AlreadyExists(ServiceException):
    code = "AlreadyExistsException"


class ChangeSetNotFound(ServiceException):
    code = "ChangeSetNotFound"


class InvalidChangeSetStatus(ServiceException):
    code = "InvalidChangeSetStatus"


class InsufficientCapabilities(ServiceException):
    code = "InsufficientCapabilitiesException"


class ResourceFailure(Exception):
    """A resource could not be made, changed or deleted; the text becomes its status reason."""


def no_stack(name):
    return ValidationError(f"Stack with id {name} does not exist")
