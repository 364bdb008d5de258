// The settings of a table that CreateTable and UpdateTable share: throughput, stream, encryption,
// class, tags.
//
// Durability is Meridian's own: the tag `meridian:durability` = `local` | `log` at CreateTable
// says when a write is acknowledged (storage/table/schema.h).
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, CreateTable, UpdateTable.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/tables/constraints.h"
#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/schema.h"

namespace meridian {

inline constexpr std::string_view kDurabilityTag = "meridian:durability";

// Reports nulls and values below 1 to `constraints`.
void CheckThroughputMembers(const std::string& member, const ProvisionedThroughput& throughput,
                            Constraints& constraints);
// "Given value N for ReadCapacityUnits is out of bounds". Requires: both are present.
Status CheckThroughputBounds(const ProvisionedThroughput& throughput);

void CheckBillingModeMember(const std::optional<std::string>& mode, Constraints& constraints);
void CheckStreamMembers(const std::optional<StreamSpecification>& stream, Constraints& constraints);

// Requires: `name` passed CheckStreamMembers.
StreamViewType ParseStreamViewType(std::string_view name);
// "NEW_AND_OLD_IMAGES" and so on.
std::string_view StreamViewTypeName(StreamViewType type);

// What isn't the default is refused as kUnsupported, after its shape was judged.
Status CheckSse(const std::optional<SseSpecification>& sse);
// kValidation for a class that isn't one.
Status CheckTableClass(const std::optional<std::string>& table_class);
// kUnsupported, naming the first of `members`, if there are any.
Status CheckNoneUnsupported(const std::vector<std::string>& members);

Result<std::map<std::string, std::string>> ParseTags(const std::vector<Tag>& tags);
// kLocal without the tag; kValidation for a value that isn't a durability.
Result<Durability> DurabilityOf(const std::map<std::string, std::string>& tags);

// kUnsupported: "<what> is not supported by Meridian yet".
Error NotYet(std::string_view what);

}  // namespace meridian
