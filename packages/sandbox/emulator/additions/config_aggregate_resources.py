# SPDX-License-Identifier: Apache-2.0
"""SelectAggregateResourceConfig and the status of an aggregator's sources: what is tagged in the accounts that let it read."""

import base64
import datetime
import json
import re

from ..accounts import MANAGEMENT_ACCOUNT
from ..handlers import OperationError, read_body
from .tagging_get_resources import _tagged

DEFAULT_PAGE, MAX_PAGE = 25, 100
# The part of AWS's query language that asks for places.
EXPRESSION = re.compile(r"^SELECT (?P<fields>[\w, ]+) WHERE (?P<conditions>.+)$")
CONDITION = re.compile(r"^(?P<field>accountId|awsRegion) (?:= '(?P<one>[^']+)'|IN \((?P<many>'[^)]+')\))$")
GLOBAL = "global"


def install(emulator):
    emulator.handlers.add("config:SelectAggregateResourceConfig", select)
    emulator.handlers.add("config:DescribeConfigurationAggregatorSourcesStatus", describe_sources)


def select(call, environ, _ask_moto):
    body = json.loads(read_body(environ) or b"{}")
    aggregator = _aggregator(call, body)
    fields, wanted = _parse(body["Expression"])
    rows = list(_rows(call, aggregator, wanted))
    page, token = _page(rows, body, body["Expression"])
    results = [json.dumps({field: row[field] for field in fields if field in row}) for row in page]
    info = {"SelectFields": [{"Name": field} for field in fields]}
    return _ok({"Results": results, "QueryInfo": info, **token})


def describe_sources(call, environ, _ask_moto):
    body = json.loads(read_body(environ) or b"{}")
    aggregator = _aggregator(call, body)
    now = datetime.datetime.now(datetime.timezone.utc).timestamp()
    listed = [
        {
            "SourceId": account_id,
            "SourceType": "ACCOUNT",
            "AwsRegion": region,
            "LastUpdateTime": now,
            **_status(call, aggregator, account_id, region),
        }
        for account_id, region in _sources(aggregator)
    ]
    page, token = _page(listed, body, "sources")
    return _ok({"AggregatedSourceStatusList": page, **token})


def _status(call, aggregator, account_id, region):
    if _is_authorized(call, aggregator, account_id, region):
        return {"LastUpdateStatus": "SUCCEEDED"}
    message = f"{account_id} has not authorized {call.account_id} to aggregate in {region}"
    return {"LastUpdateStatus": "FAILED", "LastErrorCode": "AUTHORIZATION_ERROR", "LastErrorMessage": message}


def _aggregator(call, body):
    from moto.config.models import config_backends

    found = config_backends[call.account_id][call.region].config_aggregators.get(
        body.get("ConfigurationAggregatorName")
    )
    if not found:
        raise OperationError(
            "NoSuchConfigurationAggregatorException", "The configuration aggregator does not exist."
        )
    return found


def _sources(aggregator):
    """(account, Region) of each source; all accounts of the organization when it is of one."""
    from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
    from moto.organizations.models import organizations_backends

    for source in aggregator.account_aggregation_sources or [aggregator.organization_aggregation_source]:
        accounts = getattr(source, "account_ids", None)
        if accounts is None:
            accounts = [each.id for each in organizations_backends[MANAGEMENT_ACCOUNT]["aws"].accounts]
        everywhere = [region.name for region in RegionsAndZonesBackend.regions]
        for account_id in accounts:
            for region in source.aws_regions or everywhere:
                yield account_id, region


def _is_authorized(call, aggregator, account_id, region):
    """An organization's accounts need not agree, nor does the aggregator's own."""
    from moto.config.models import config_backends

    if account_id == call.account_id or not aggregator.account_aggregation_sources:
        return True
    given = config_backends[account_id][region].aggregation_authorizations.values()
    return any(
        each.authorized_account_id == call.account_id and each.authorized_aws_region == call.region for each in given
    )


def _rows(call, aggregator, wanted):
    """Places that nobody asks for are not looked into: an account has resources in each of thirty Regions."""
    accounts = set()
    for account_id, region in _sources(aggregator):
        if not _is_wanted(wanted, "accountId", account_id):
            continue
        if not _is_authorized(call, aggregator, account_id, region):
            continue
        accounts.add(account_id)
        if _is_wanted(wanted, "awsRegion", region):
            for arn, tags in sorted(_tagged(account_id, region).items()):
                yield _row(account_id, region, arn, tags)
    if _is_wanted(wanted, "awsRegion", GLOBAL):
        for account_id in sorted(accounts):
            yield from _global_rows(account_id)


def _is_wanted(wanted, field, value):
    return value in wanted.get(field, [value])


def _global_rows(account_id):
    from moto.iam.models import iam_backends

    for role in list(iam_backends[account_id]["aws"].roles.values()):
        tags = {tag["Key"]: tag["Value"] for tag in role.tags}
        yield _row(account_id, GLOBAL, role.arn, tags)


def _row(account_id, region, arn, tags):
    listed = [{"tag": f"{key}={value}", "key": key, "value": value} for key, value in tags.items()]
    return {"arn": arn, "accountId": account_id, "awsRegion": region, "tags": listed}


def _parse(expression):
    match = EXPRESSION.match(expression)
    conditions = [CONDITION.match(each) for each in match["conditions"].split(" AND ")] if match else [None]
    if not all(conditions):
        raise OperationError("InvalidExpressionException", f"The emulator cannot read this query: {expression}")
    wanted = {each["field"]: re.findall(r"'([^']+)'", each[0]) for each in conditions}
    return [field.strip() for field in match["fields"].split(",")], wanted


def _page(items, body, asked):
    size = body.get("Limit") or body.get("MaxResults") or DEFAULT_PAGE
    if not 0 < size <= MAX_PAGE:
        raise OperationError("InvalidLimitException", f"The limit is {size}; it must be from 0 to {MAX_PAGE}")
    start = 0
    if body.get("NextToken"):
        try:
            start, of = json.loads(base64.urlsafe_b64decode(body["NextToken"].encode()))
        except (ValueError, TypeError) as error:
            raise OperationError("InvalidNextTokenException", "The nextToken is not valid") from error
        if of != asked:
            raise OperationError("InvalidNextTokenException", "The nextToken belongs to another query")
    more = start + size < len(items)
    token = base64.urlsafe_b64encode(json.dumps([start + size, asked]).encode()).decode()
    return items[start : start + size], {"NextToken": token} if more else {}


def _ok(body):
    return "200 OK", [("Content-Type", "application/x-amz-json-1.1")], json.dumps(body).encode()
