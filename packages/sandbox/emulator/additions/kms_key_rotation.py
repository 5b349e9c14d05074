# SPDX-License-Identifier: Apache-2.0
"""EnableKeyRotation, GetKeyRotationStatus: with the rotation period."""

import datetime
import json

DEFAULT_DAYS = 365
SHORTEST, LONGEST = 90, 2560


def install(_emulator):
    from moto.kms.exceptions import ValidationException
    from moto.kms.responses import KmsResponse

    moto_enable, moto_status = KmsResponse.enable_key_rotation, KmsResponse.get_key_rotation_status

    def key_of(self):
        return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]

    def enable_key_rotation(self):
        days = self._get_param("RotationPeriodInDays")
        if days is not None and not SHORTEST <= int(days) <= LONGEST:
            raise ValidationException(
                f"1 validation error detected: Value '{days}' at 'rotationPeriodInDays' failed to satisfy constraint: "
                f"Member must have value between {SHORTEST} and {LONGEST}"
            )
        answer = moto_enable(self)
        key = key_of(self)
        key.rotation_period_in_days = int(days) if days is not None else DEFAULT_DAYS
        key.rotation_enabled_at = datetime.datetime.now(datetime.timezone.utc)
        return answer

    def get_key_rotation_status(self):
        status = json.loads(moto_status(self))
        key = key_of(self)
        shown = {"KeyId": key.id, **status}
        if status["KeyRotationEnabled"]:
            days = getattr(key, "rotation_period_in_days", DEFAULT_DAYS)
            enabled = getattr(key, "rotation_enabled_at", datetime.datetime.now(datetime.timezone.utc))
            next_date = enabled + datetime.timedelta(days=days)
            shown.update({"RotationPeriodInDays": days, "NextRotationDate": next_date.timestamp()})
        return json.dumps(shown)

    KmsResponse.enable_key_rotation = enable_key_rotation
    KmsResponse.get_key_rotation_status = get_key_rotation_status
