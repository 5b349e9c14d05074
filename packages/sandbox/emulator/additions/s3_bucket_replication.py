# SPDX-License-Identifier: Apache-2.0
"""Put/Get/DeleteBucketReplication: the whole configuration comes back, not only the parts moto keeps."""

from ..s3_kept import answer_kept, forget_after_moto, keep_after_moto

SETTING = "replication"


def install(emulator):
    emulator.handlers.add("s3:PutBucketReplication", keep_after_moto(SETTING))
    emulator.handlers.add("s3:GetBucketReplication", answer_kept(SETTING))
    emulator.handlers.add("s3:DeleteBucketReplication", forget_after_moto(SETTING))
