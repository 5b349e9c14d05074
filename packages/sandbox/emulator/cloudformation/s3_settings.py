# SPDX-License-Identifier: Apache-2.0
"""From the properties of AWS::S3::Bucket to what the S3 API takes."""

import re


def without_none(**values):
    return {key: value for key, value in values.items() if value is not None}


def whole(value):
    return None if value is None else int(value)


def flag(value):
    return None if value is None else str(value).lower() == "true"


def canned_acl(name):
    """LogDeliveryWrite is log-delivery-write to the API."""
    return re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower()


def encryption(setting):
    rules = []
    for rule in setting["ServerSideEncryptionConfiguration"]:
        default = rule.get("ServerSideEncryptionByDefault")
        rules.append(
            without_none(
                ApplyServerSideEncryptionByDefault=default,
                BucketKeyEnabled=flag(rule.get("BucketKeyEnabled")),
            )
        )
    return {"Rules": rules}


def public_access_block(setting):
    names = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    return {name: flag(setting.get(name, False)) for name in names}


def logging(setting, own_name):
    target = without_none(
        TargetBucket=setting.get("DestinationBucketName", own_name),
        TargetPrefix=setting.get("LogFilePrefix", ""),
        TargetObjectKeyFormat=setting.get("TargetObjectKeyFormat"),
    )
    return {"LoggingEnabled": target}


def object_lock(setting):
    retention = (setting.get("Rule") or {}).get("DefaultRetention")
    lock = {"ObjectLockEnabled": setting.get("ObjectLockEnabled", "Enabled")}
    if retention:
        days, years = whole(retention.get("Days")), whole(retention.get("Years"))
        lock["Rule"] = {"DefaultRetention": without_none(Mode=retention.get("Mode"), Days=days, Years=years)}
    return lock


def lifecycle(setting):
    return {"Rules": [_lifecycle_rule(rule) for rule in setting["Rules"]]}


def _lifecycle_rule(rule):
    transitions = list(rule.get("Transitions", [])) + ([rule["Transition"]] if "Transition" in rule else [])
    noncurrent = list(rule.get("NoncurrentVersionTransitions", []))
    noncurrent += [rule["NoncurrentVersionTransition"]] if "NoncurrentVersionTransition" in rule else []
    abort = rule.get("AbortIncompleteMultipartUpload")
    made = without_none(
        ID=rule.get("Id"),
        Status=rule["Status"],
        Expiration=_expiration(rule),
        NoncurrentVersionExpiration=_noncurrent_expiration(rule),
        AbortIncompleteMultipartUpload=abort and {"DaysAfterInitiation": whole(abort["DaysAfterInitiation"])},
    )
    if transitions:
        made["Transitions"] = [_transition(each) for each in transitions]
    if noncurrent:
        made["NoncurrentVersionTransitions"] = [_noncurrent_transition(each) for each in noncurrent]
    return {**made, "Filter": _lifecycle_filter(rule)}


def _transition(each):
    days = whole(each.get("TransitionInDays"))
    return without_none(StorageClass=each["StorageClass"], Days=days, Date=each.get("TransitionDate"))


def _noncurrent_transition(each):
    return without_none(
        StorageClass=each["StorageClass"],
        NoncurrentDays=whole(each["TransitionInDays"]),
        NewerNoncurrentVersions=whole(each.get("NewerNoncurrentVersions")),
    )


def _expiration(rule):
    made = without_none(
        Days=whole(rule.get("ExpirationInDays")),
        Date=rule.get("ExpirationDate"),
        ExpiredObjectDeleteMarker=flag(rule.get("ExpiredObjectDeleteMarker")),
    )
    return made or None


def _noncurrent_expiration(rule):
    if "NoncurrentVersionExpirationInDays" in rule:
        return {"NoncurrentDays": whole(rule["NoncurrentVersionExpirationInDays"])}
    setting = rule.get("NoncurrentVersionExpiration")
    return setting and without_none(
        NoncurrentDays=whole(setting["NoncurrentDays"]),
        NewerNoncurrentVersions=whole(setting.get("NewerNoncurrentVersions")),
    )


def _lifecycle_filter(rule):
    sizes = without_none(
        ObjectSizeGreaterThan=whole(rule.get("ObjectSizeGreaterThan")),
        ObjectSizeLessThan=whole(rule.get("ObjectSizeLessThan")),
    )
    tags = rule.get("TagFilters", [])
    prefix = rule.get("Prefix")
    parts = len(sizes) + len(tags) + (prefix is not None)
    if parts > 1:
        return {"And": {**without_none(Prefix=prefix, Tags=tags or None), **sizes}}
    if tags:
        return {"Tag": tags[0]}
    return sizes or {"Prefix": prefix or ""}


def replication(setting):
    return {"Role": setting["Role"], "Rules": [_replication_rule(rule) for rule in setting["Rules"]]}


def _replication_rule(rule):
    made = without_none(
        ID=rule.get("Id"),
        Priority=whole(rule.get("Priority")),
        Status=rule["Status"],
        Prefix=rule.get("Prefix"),
        SourceSelectionCriteria=rule.get("SourceSelectionCriteria"),
        DeleteMarkerReplication=rule.get("DeleteMarkerReplication"),
        Destination=_destination(rule["Destination"]),
    )
    if "Filter" in rule:
        made["Filter"] = _replication_filter(rule["Filter"])
    return made


def _replication_filter(setting):
    if "And" in setting:
        both = setting["And"]
        return {"And": without_none(Prefix=both.get("Prefix"), Tags=both.get("TagFilters"))}
    if "TagFilter" in setting:
        return {"Tag": setting["TagFilter"]}
    return {"Prefix": setting.get("Prefix", "")}


def _destination(setting):
    made = {key: value for key, value in setting.items() if key not in ("ReplicationTime", "Metrics")}
    for name, inner in (("ReplicationTime", "Time"), ("Metrics", "EventThreshold")):
        if name in setting:
            value = setting[name]
            made[name] = {"Status": value["Status"]}
            if inner in value:
                made[name][inner] = {"Minutes": whole(value[inner]["Minutes"])}
    return made


def notification(setting):
    made = {}
    bridge = setting.get("EventBridgeConfiguration")
    if bridge is not None and flag(bridge.get("EventBridgeEnabled", True)):
        made["EventBridgeConfiguration"] = {}
    kinds = (("Lambda", "Function", "LambdaFunction"), ("Queue", "Queue", "Queue"), ("Topic", "Topic", "Topic"))
    for kind, source, target in kinds:
        configurations = setting.get(f"{kind}Configurations", [])
        if configurations:
            key = "LambdaFunctionConfigurations" if kind == "Lambda" else f"{kind}Configurations"
            made[key] = [_notification_target(each, source, f"{target}Arn") for each in configurations]
    return made


def _notification_target(each, source, target):
    made = {target: each[source], "Events": [each["Event"]]}
    if "Filter" in each:
        made["Filter"] = {"Key": {"FilterRules": each["Filter"]["S3Key"]["Rules"]}}
    return made


def intelligent_tiering(setting):
    made = {
        "Id": setting["Id"],
        "Status": setting["Status"],
        "Tierings": [{"AccessTier": t["AccessTier"], "Days": whole(t["Days"])} for t in setting["Tierings"]],
    }
    prefix, tags = setting.get("Prefix"), setting.get("TagFilters", [])
    if prefix is not None and tags or len(tags) > 1:
        made["Filter"] = {"And": without_none(Prefix=prefix, Tags=tags)}
    elif prefix is not None:
        made["Filter"] = {"Prefix": prefix}
    elif tags:
        made["Filter"] = {"Tag": tags[0]}
    return made


def cors(setting):
    return {
        "CORSRules": [
            without_none(
                ID=rule.get("Id"),
                AllowedHeaders=rule.get("AllowedHeaders"),
                AllowedMethods=rule["AllowedMethods"],
                AllowedOrigins=rule["AllowedOrigins"],
                ExposeHeaders=rule.get("ExposedHeaders"),
                MaxAgeSeconds=whole(rule.get("MaxAge")),
            )
            for rule in setting["CorsRules"]
        ]
    }
