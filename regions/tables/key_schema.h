// Key schemas: from what CreateTable was sent to a TableSchema, or the reason why not.
//
// Indexes are judged whole, as DynamoDB judges them, although none can be made yet: a client that
// sends a wrong one learns what is wrong with it first.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, CreateTable, KeySchemaElement.
#pragma once

#include "regions/tables/constraints.h"
#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/schema.h"

namespace meridian {

// The shape of the members (nulls, lengths, enumerations), reported to `constraints`.
void CheckKeyMembers(const CreateTableRequest& request, Constraints& constraints);
void CheckIndexMembers(const std::string& list, const std::vector<IndexDefinition>& indexes,
                       Constraints& constraints);

// Requires: CheckKeyMembers found nothing.
Result<TableSchema> SchemaOf(const CreateTableRequest& request);

// Every rule about the request's indexes but their number. `pay_per_request`: then no index may
// have a throughput, else each global one must. Requires: as SchemaOf.
Status CheckIndexes(const CreateTableRequest& request, bool pay_per_request);

}  // namespace meridian
