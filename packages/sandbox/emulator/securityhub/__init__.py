# SPDX-License-Identifier: Apache-2.0
"""Security Hub CSPM: hubs with their findings, filters, aggregation of Regions and member accounts."""
