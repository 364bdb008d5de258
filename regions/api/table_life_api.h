// The operations on what a table has besides its items: time to live, tags, policies, insights.
//
// Thin doors over regions/tables, as table_api.h: each reads its request, decides inside
// SettingsCatalog::Update, and says what came of it.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference.
#pragma once

#include <chrono>
#include <functional>

#include "regions/api/call.h"
#include "regions/api/operations.h"
#include "storage/table/settings.h"

namespace meridian {

// What these operations need besides Services. Outlives every request.
struct LifeServices {
  SettingsCatalog& settings;
  // Whether this region is through with the table's time to live as it is set.
  std::function<bool(const Table&, const TimeToLive&)> expiry_settled;
  std::chrono::seconds time_to_live_interval_min{3600};  // Between two changes of a table's.
};

// Decides and commits on the catalog's executor.
Task<Status> UpdateSettings(SettingsCatalog& settings, SettingsCatalog::Decide decide);

Task<Reply> UpdateTimeToLive(const Services& services, const LifeServices& life, Call call);
Task<Reply> DescribeTimeToLive(const Services& services, const LifeServices& life, Call call);

// Adds all of them. `life` must outlive `operations`.
void AddLifeOperations(const LifeServices& life, Operations* operations);

}  // namespace meridian
