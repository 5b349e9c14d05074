# SPDX-License-Identifier: Apache-2.0
"""GetResources: filters by AWS's rules, stable pages, and the types moto's own list lacks."""

import base64
import hashlib
import json

from ..handlers import OperationError, read_body

DEFAULT_PAGE, MAX_PAGE = 50, 100
ATTEMPTS = 5
# Services whose ARNs do not say the type.
UNSAID_TYPES = {"s3": "bucket", "sns": "topic", "sqs": "queue"}


def install(emulator):
    emulator.handlers.add("tag:GetResources", get_resources)


def get_resources(call, environ, _ask_moto):
    body = json.loads(read_body(environ) or b"{}")
    size = _page_size(body.get("ResourcesPerPage"))
    asked = {key: body[key] for key in ("TagFilters", "ResourceTypeFilters", "ResourceARNList") if body.get(key)}
    if "ResourceARNList" in asked and len(asked) > 1:
        raise _invalid("ResourceARNList cannot be combined with other filters")
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
    after = _read_token(body.get("PaginationToken"), digest)
    tagged = _tagged(call.account_id, call.region)
    chosen = sorted(arn for arn, tags in tagged.items() if arn > after and _matches(arn, tags, asked))
    page = chosen[:size]
    token = _write_token(digest, page[-1]) if len(chosen) > size else ""
    listed = [{"ResourceARN": arn, "Tags": [{"Key": k, "Value": v} for k, v in tagged[arn].items()]} for arn in page]
    answer = {"PaginationToken": token, "ResourceTagMappingList": listed}
    return "200 OK", [("Content-Type", "application/x-amz-json-1.1")], json.dumps(answer).encode()


def _tagged(account_id, region):
    """ARN → tags. Other threads make resources meanwhile, on which moto's iteration stumbles."""
    for _ in range(ATTEMPTS - 1):
        try:
            return _collect(account_id, region)
        except RuntimeError:
            continue
    return _collect(account_id, region)


def _collect(account_id, region):
    from moto.resourcegroupstaggingapi.models import resourcegroupstaggingapi_backends

    backend = resourcegroupstaggingapi_backends[account_id][region]
    elsewhere = {
        bucket.arn for bucket in list(backend.s3_backend.buckets.values()) if bucket.region_name != region
    }
    found = {}
    for each in backend._get_resources_generator(tag_filters=[], resource_type_filters=[]):
        tags = {tag["Key"]: tag["Value"] for tag in each["Tags"]}
        if tags and each["ResourceARN"] not in elsewhere:
            found[_arn(each["ResourceARN"])] = tags
    found.update({arn: dict(tags) for arn, tags in _more(account_id, region) if tags})
    return found


def _arn(arn):
    return arn.replace(":flow-logs/", ":vpc-flow-log/").replace(":vpc-flow-logs/", ":vpc-flow-log/")


def _more(account_id, region):
    from moto.cloudtrail.models import cloudtrail_backends
    from moto.cognitoidp.models import cognitoidp_backends
    from moto.ecr.models import ecr_backends
    from moto.eks.models import eks_backends
    from moto.guardduty.models import guardduty_backends
    from moto.rds.models import rds_backends
    from moto.securityhub.models import securityhub_backends

    for cluster in list(eks_backends[account_id][region].clusters.values()):
        yield cluster.arn, cluster.tags
    for pool in list(cognitoidp_backends[account_id][region].user_pools.values()):
        yield pool.arn, pool.extended_config.get("UserPoolTags")
    registry = ecr_backends[account_id][region]
    for repository in list(registry.repositories.values()):
        yield repository.arn, registry.tagger.get_tag_dict_for_resource(repository.arn)
    for group in list(rds_backends[account_id][region].subnet_groups.values()):
        yield group.arn, {tag["Key"]: tag["Value"] for tag in group.tags}
    trails = cloudtrail_backends[account_id][region]
    for trail in list(trails.trails.values()):
        if trail.region_name == region:
            yield trail.arn, trails.tagging_service.get_tag_dict_for_resource(trail.arn)
    for detector in list(guardduty_backends[account_id][region].detectors.values()):
        yield f"arn:aws:guardduty:{region}:{account_id}:detector/{detector.id}", detector.tags
    hub = securityhub_backends[account_id][region]
    if hub.enabled:
        yield f"arn:aws:securityhub:{region}:{account_id}:hub/default", hub.tags


def _matches(arn, tags, asked):
    if "ResourceARNList" in asked:
        return arn in asked["ResourceARNList"]
    types = asked.get("ResourceTypeFilters")
    if types and not any(_is_of_type(arn, each) for each in types):
        return False
    return all(_has_tag(tags, each) for each in asked.get("TagFilters", []))


def _has_tag(tags, tag_filter):
    key, values = tag_filter["Key"], tag_filter.get("Values") or []
    return key in tags and (not values or tags[key] in values)


def _is_of_type(arn, wanted):
    service, _, kind = wanted.partition(":")
    _, _, arn_service, _, _, resource = arn.split(":", 5)
    if service != arn_service:
        return False
    if not kind or UNSAID_TYPES.get(service) == kind:
        return True
    return resource == kind or resource.startswith((f"{kind}/", f"{kind}:"))


def _page_size(value):
    if value is None:
        return DEFAULT_PAGE
    if not isinstance(value, int) or not 1 <= value <= MAX_PAGE:
        raise _invalid(f"ResourcesPerPage is {value}; it must be from 1 to {MAX_PAGE}")
    return value


def _write_token(digest, arn):
    return base64.urlsafe_b64encode(json.dumps([digest, arn]).encode()).decode()


def _read_token(token, digest):
    if not token:
        return ""
    try:
        made_with, arn = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError) as error:
        raise _invalid("PaginationToken is none that GetResources gave out") from error
    if made_with != digest:
        raise _invalid("PaginationToken belongs to other filters; they must not change between pages")
    return arn


def _invalid(message):
    return OperationError("InvalidParameterException", message)
