// Secondary indexes as requests define them: every rule about them, before there are any.
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

// The rules about one global index by itself, but for its throughput. `defined`: the attributes
// that have a definition. Requires: CheckIndexMembers found nothing.
Status CheckGlobalIndex(const IndexDefinition& index, const std::vector<std::string>& defined);

// The indexes of one table would project more attributes by name than a table may.
Error TooManyProjected();

}  // namespace meridian
