# SPDX-License-Identifier: Apache-2.0
"""CloudFormation for the emulator: nothing is called made that was not made.

moto answers CREATE_COMPLETE for resource types it does not know, applies updates by whole templates and cannot roll
back. This package keeps stacks itself. Types it knows are made through the emulated service APIs, so that what a
stack states is what the SDK reads back; other types are handed to moto's own models; the rest fails.
"""
