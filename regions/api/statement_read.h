// ReadStatement: one page of a SELECT.
//
// A page ends as those of Query and Scan do: after `limit` items examined, or 1 MB of them. It goes
// through the partitions that WHERE names one after the other, and its token says where it stopped.
// Of a local index, whole items are fetched if it lacks what the statement names.
//
// Threads: pure but for the store, which is read as by Query and Scan.
// Source: Amazon DynamoDB API Reference, ExecuteStatement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/api/capacity.h"
#include "regions/api/json_writer.h"
#include "regions/api/read_target.h"
#include "regions/api/statement_request.h"
#include "regions/partiql/statement.h"
#include "storage/base/result.h"
#include "storage/table/table_store.h"

namespace meridian {

struct StatementPage {
  std::string items;             // A JSON array.
  ConsumedUnits units;           // That reading it took.
  std::string next_token;        // Empty: nothing is left to read.
  std::optional<Item> last_key;  // The name of the last item read, iff next_token.
};

// `target` is what `select` reads, `request` what `select` was parsed from. Errors are kValidation
// in DynamoDB's words, and the store's.
Result<StatementPage> ReadStatement(const Services& services, const ReadTarget& target,
                                    const StatementRequest& request,
                                    const partiql::SelectStatement& select,
                                    std::optional<int64_t> limit,
                                    std::optional<std::string_view> token);

// Writes what `select` shows of `payload`. kCorrupt if its bytes aren't an item.
Status WriteSelected(const partiql::SelectStatement& select, const Payload& payload,
                     JsonWriter* writer);

}  // namespace meridian
