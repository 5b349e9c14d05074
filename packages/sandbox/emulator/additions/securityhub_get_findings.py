# SPDX-License-Identifier: Apache-2.0
"""GetFindings: filters, order, pages; the home Region shows linked Regions, an administrator its members."""

from ..securityhub.aggregators import linked_regions
from ..securityhub.hubs import visible_hubs
from ..securityhub.queries import forget_results, read_token, run_query, write_token
from ..securityhub.requests import ok, page_size, read_json

DEFAULT_PAGE = MAX_PAGE = 100


def install(emulator):
    emulator.handlers.add("securityhub:GetFindings", get_findings)
    return forget_results


def get_findings(call, environ, _ask_moto):
    body = read_json(environ)
    size = page_size(body.get("MaxResults"), DEFAULT_PAGE, MAX_PAGE)
    hubs = visible_hubs(call.account_id, call.region, linked_regions(call.account_id, call.region))
    digest, found = run_query(hubs, body.get("Filters"), body.get("SortCriteria"))
    offset = read_token(body.get("NextToken"), digest)
    page = {"Findings": found[offset : offset + size]}
    if offset + size < len(found):
        page["NextToken"] = write_token(digest, offset + size)
    return ok(page)
