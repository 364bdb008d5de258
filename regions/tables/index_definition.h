// Secondary indexes as requests define them: every rule about them, before there are any.
//
// Indexes are judged whole, as DynamoDB judges them, although none can be made yet: a client that
// sends a wrong one learns what is wrong with it first.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, LocalSecondaryIndex, GlobalSecondaryIndex; Developer
// Guide, "Multi-attribute keys".
#pragma once

#include <string>
#include <vector>

#include "regions/tables/constraints.h"
#include "regions/tables/table_request.h"
#include "storage/base/result.h"

namespace meridian {

// The shape of the members (nulls, lengths, enumerations), reported to `constraints`; `list` is the
// parameter's name in messages.
void CheckIndexMembers(const std::string& list, const std::vector<IndexDefinition>& indexes,
                       Constraints& constraints);

// The rules that relate the request's indexes, keys and attribute definitions. `pay_per_request`:
// then no index may have a throughput, else each global one must. Requires: CheckKeyMembers found
// nothing.
Status CheckIndexes(const CreateTableRequest& request, bool pay_per_request);

}  // namespace meridian
