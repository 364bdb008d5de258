// What a request consumed, in capacity units, and how an answer shows it.
//
// Each index that a request read or changed has an arm of its own beside the table's, rounded by
// itself.
//
// Threads: pure functions.
// Source: dynamodb.md 4.4.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "regions/api/json_writer.h"
#include "regions/api/request.h"
#include "regions/capacity/capacity_units.h"

namespace meridian {

enum class ReturnCapacity : uint8_t { kNone, kTotal, kIndexes };

// The ReturnConsumedCapacity parameter; a bad value goes to `constraints`.
Result<ReturnCapacity> ReadReturnCapacity(JsonValue body, Constraints* constraints);

// By arm. An index that had no part in the request isn't there.
struct ConsumedUnits {
  using ByIndex = std::map<std::string, double>;

  ConsumedUnits() = default;
  ConsumedUnits(double of_table) : table(of_table) {}

  double Total() const;
  ConsumedUnits& operator+=(const ConsumedUnits& more);

  double table = 0;
  ByIndex local;
  ByIndex global;
};

// The ConsumedCapacity structure as one JSON value. Requires: mode != kNone.
void WriteCapacity(JsonWriter* writer, ReturnCapacity mode, std::string_view table,
                   const ConsumedUnits& units);
// `"ConsumedCapacity":{…}` as a member, or nothing for kNone.
void WriteCapacityMember(JsonWriter* writer, ReturnCapacity mode, std::string_view table,
                         const ConsumedUnits& units);

}  // namespace meridian
