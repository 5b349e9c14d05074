# SPDX-License-Identifier: Apache-2.0
"""An emulated AWS estate: moto's server with this project's additions, fault rules and request log."""
