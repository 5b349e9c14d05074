# SPDX-License-Identifier: Apache-2.0
"""Look-ups that moto repeats on every request, or for every service or Region, done once."""

import functools
import threading

ANY_REGION = "us-east-1"


def install(_emulator):
    import moto.backends
    import moto.core.responses

    modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    moto.core.responses.method_names_from_class = functools.cache(moto.core.responses.method_names_from_class)
    _share_service_models()
    _share_method_urls(moto.core.responses)
    _share_unused_keys()


def _share_service_models():
    """moto makes a loader for each service, and each loader lists all 400 services before it reads one."""
    import moto.core.utils
    from botocore.loaders import Loader

    lock = threading.Lock()
    listed = {}
    list_available_services = Loader.list_available_services

    def list_once(self, type_name):
        key = (type_name, *self.search_paths)
        with lock:
            if key not in listed:
                listed[key] = list_available_services(self, type_name)
            return list(listed[key])

    Loader.list_available_services = list_once
    moto.core.utils.create_loader = functools.cache(moto.core.utils.create_loader)


def _share_method_urls(responses):
    """They come from the service's model, which is the same in every Region."""
    method_urls = responses._get_method_urls
    responses._get_method_urls = lambda service_name, _region: method_urls(service_name, ANY_REGION)


def _share_unused_keys():
    """moto makes an RSA pair for a symmetric key too, which never signs."""
    from moto.kms import models

    generate = models.generate_private_key
    for_symmetric_keys = functools.cache(generate)

    def generate_private_key(key_spec):
        return for_symmetric_keys(key_spec) if key_spec == "SYMMETRIC_DEFAULT" else generate(key_spec)

    models.generate_private_key = generate_private_key
