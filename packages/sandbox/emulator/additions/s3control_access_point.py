# SPDX-License-Identifier: Apache-2.0
"""CreateAccessPoint: in the bucket's Region, of a bucket that exists, and not twice."""


def install(_emulator):
    from moto.core.exceptions import ServiceException
    from moto.s3.models import s3_backends
    from moto.s3control.models import S3ControlBackend

    class NoSuchBucket(ServiceException):
        code = "NoSuchBucket"
        message = "The specified bucket does not exist"

    class AlreadyOwned(ServiceException):
        code = "AccessPointAlreadyOwnedByYou"
        message = "Your previous request to create the named accesspoint succeeded and you already own it."

    moto_create = S3ControlBackend.create_access_point

    def create_access_point(self, account_id, name, bucket, **more):
        found = s3_backends[account_id]["aws"].buckets.get(bucket)
        if found is None:
            raise NoSuchBucket()
        if name in self.access_points[account_id]:
            raise AlreadyOwned()
        made = moto_create(self, account_id=account_id, name=name, bucket=bucket, **more)
        made.arn = f"arn:aws:s3:{found.region_name}:{account_id}:accesspoint/{name}"
        # S3 ends aliases with the account's suffix; 63 characters at most.
        made.alias = f"{name[:22]}-{made.alias.rsplit('-', 2)[1]}-s3alias"
        return made

    S3ControlBackend.create_access_point = create_access_point
