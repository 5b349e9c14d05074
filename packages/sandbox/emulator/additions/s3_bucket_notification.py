# SPDX-License-Identifier: Apache-2.0
"""Put/GetBucketNotificationConfiguration: EventBridge and filters come back as sent."""

from ..s3_kept import answer_kept, keep_after_moto

SETTING = "notification"


def install(emulator):
    emulator.handlers.add("s3:PutBucketNotificationConfiguration", keep_after_moto(SETTING))
    emulator.handlers.add("s3:GetBucketNotificationConfiguration", answer_kept(SETTING))
