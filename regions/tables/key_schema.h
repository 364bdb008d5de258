// Key schemas: from what CreateTable was sent to a TableSchema, or the reason why not.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, CreateTable, KeySchemaElement.
#pragma once

#include <string>
#include <vector>

#include "regions/tables/constraints.h"
#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/schema.h"

namespace meridian {

// The shape of keys, attribute definitions and indexes, reported to `constraints`.
void CheckKeyMembers(const CreateTableRequest& request, Constraints& constraints);

// Requires: CheckKeyMembers found nothing.
Result<TableSchema> SchemaOf(const CreateTableRequest& request);

// What keys of tables and of indexes have in common.
using AttributeNameList = std::vector<std::string>;
AttributeNameList NamesOf(const std::vector<KeySchemaElement>& keys);
AttributeNameList NamesOf(const std::vector<AttributeDefinition>& definitions);
bool ContainsName(const AttributeNameList& names, const std::string& name);
// The type that `definitions` gives `name`. Requires: CheckKeyMembers found nothing; `name` is
// there.
AttributeType DefinedType(const std::string& name,
                          const std::vector<AttributeDefinition>& definitions);
// "[a, b]".
std::string JoinedNames(const AttributeNameList& names);

// Reports the shape of AttributeDefinitions to `constraints`.
void CheckDefinitionMembers(const std::vector<AttributeDefinition>& definitions,
                            Constraints& constraints);
// kValidation if a name is defined twice.
Status CheckDefinedOnce(const AttributeNameList& defined);
// Reports the shape of one key of at most `count_max` attributes to `constraints`.
void CheckKeyElements(const std::string& list, const std::vector<KeySchemaElement>& keys,
                      size_t count_max, Constraints& constraints);
// One HASH, then at most one RANGE, of different names, all of them among `defined`.
Status CheckSimpleKey(const std::vector<KeySchemaElement>& keys, const AttributeNameList& defined);

}  // namespace meridian
