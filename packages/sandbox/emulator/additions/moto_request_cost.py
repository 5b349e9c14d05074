# SPDX-License-Identifier: Apache-2.0
"""Two look-ups that moto repeats on every request, done once."""

import functools


def install(_emulator):
    import moto.backends
    import moto.core.responses

    modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    moto.core.responses.method_names_from_class = functools.cache(moto.core.responses.method_names_from_class)
