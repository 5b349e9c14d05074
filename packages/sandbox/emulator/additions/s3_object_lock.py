# SPDX-License-Identifier: Apache-2.0
"""Put/GetObjectLockConfiguration: days or years come back as sent; moto adds the other as 0."""

from ..s3_kept import answer_kept, keep_after_moto

SETTING = "object-lock"


def install(emulator):
    emulator.handlers.add("s3:PutObjectLockConfiguration", keep_after_moto(SETTING))
    emulator.handlers.add("s3:GetObjectLockConfiguration", answer_kept(SETTING))
