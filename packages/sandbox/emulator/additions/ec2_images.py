# SPDX-License-Identifier: Apache-2.0
"""Machine images: a dozen instead of moto's 1,171, which cost a quarter second for each account and Region."""

import os
from pathlib import Path

KEPT = 12
USEFUL = ("al2023-ami-2023", "amzn2-ami-hvm", "ubuntu/images", "amzn-ami-hvm", "amazon-eks-node")


def install(_emulator):
    import moto

    # A path of one's own keeps moto from reading the list of each Region besides.
    os.environ["MOTO_AMIS_PATH"] = str(Path(moto.__file__).parent / "ec2" / "resources" / "amis.json")
    from moto.ec2.models import amis

    useful = [image for image in amis.AMIS if image["name"].startswith(USEFUL)]
    newest_first = sorted(useful, key=lambda image: image["name"], reverse=True)
    amis.AMIS = (newest_first or amis.AMIS)[:KEPT]
