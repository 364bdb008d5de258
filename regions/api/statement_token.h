// StatementToken: where a query of ExecuteStatement stopped, as clients carry it.
//
// A token names one of the plan's partitions and the last key that was read there. It holds a
// digest of the statement, its parameters and the table, so that it continues nothing but the query
// that it came from. It says nothing that the client hasn't read, and a forged one leads nowhere
// but to keys of that same query.
//
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "regions/api/read_target.h"
#include "regions/api/statement_request.h"
#include "storage/base/result.h"
#include "storage/table/table_store.h"

namespace meridian {

struct StatementPlace {
  size_t query = 0;  // In ReadPlan::queries; 0 of a scan.
  ItemKey after;     // As ReadTarget::PlaceOf has it.
};

inline constexpr size_t kStatementTokenCharactersMax = 32768;

// `place` is where the last item that was read stands (ItemCursor::key()).
std::string EncodeStatementToken(const StatementRequest& request, const Table& table, size_t query,
                                 std::string_view place);

// kValidation: "Invalid NextToken" if `token` isn't one, "NextToken does not match request" if it
// is another request's.
Result<StatementPlace> DecodeStatementToken(const StatementRequest& request,
                                            const ReadTarget& target, std::string_view token);

}  // namespace meridian
