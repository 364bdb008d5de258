// ConflictToken: ListConflicts' place between two pages, as clients carry it.
//
// TableStore's token is the key of a row: partition | kind | table | slot | key | loser. Clients
// get it without kind and table, which come from the request again: so no token, forged or of
// another table, leads to another table's rows, and the table's number stays in the region.
//
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/table/table_store.h"

namespace meridian {

// Requires: `store_token` is a ConflictPage::next of `table`, not empty.
std::string EncodeConflictToken(const Table& table, std::string_view store_token);

// The store's token. kValidation unless `token` names a place among the conflicts of `table`, and,
// if `key` is given, of that item.
Result<std::string> DecodeConflictToken(const Table& table, const std::optional<ItemKey>& key,
                                        std::string_view token);

}  // namespace meridian
