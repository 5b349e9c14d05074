# SPDX-License-Identifier: Apache-2.0
"""What this project adds to moto: one file per operation or resource type, found by being here."""

import importlib
import pkgutil


def load_additions(emulator):
    """Calls `install(emulator)` of each file; returns what must run when the emulator is reset."""
    resets = []
    for module_info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        reset = module.install(emulator)
        if reset:
            resets.append(reset)
    return resets
