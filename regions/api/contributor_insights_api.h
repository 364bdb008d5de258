// UpdateContributorInsights, DescribeContributorInsights, ListContributorInsights.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference.
#pragma once

#include "regions/api/table_life_api.h"

namespace meridian {

Task<Reply> UpdateContributorInsights(const Services& services, const LifeServices& life,
                                      Call call);
Task<Reply> DescribeContributorInsights(const Services& services, const LifeServices& life,
                                        Call call);
// Those that were ever set, in the order of tables, then of indexes.
Task<Reply> ListContributorInsights(const Services& services, const LifeServices& life, Call call);

}  // namespace meridian
