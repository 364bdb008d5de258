// Tags of a table: each region's own, never copied to the other replicas.
//
// The tag `meridian:durability` says how the table was made (table_settings.h), and stays as it is.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, TagResource, UntagResource; Developer Guide, "Tagging
// restrictions in DynamoDB".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/catalog.h"

namespace meridian {

// What needs no table. kValidation in DynamoDB's words.
Result<std::map<std::string, std::string>> CheckTags(const std::optional<std::vector<Tag>>& tags);
Status CheckTagKeys(const std::optional<std::vector<std::string>>& keys);

// Which table, as the request named it.
struct TaggedResource {
  std::string table;
  std::string arn;
};

// `tags` are added, and replace those with their keys. kNotFound; kInUse while the table is being
// created or deleted; kValidation for more than 50 in the end.
Result<std::vector<RegisterWrite>> DecideTag(const std::map<std::string, std::string>& tags,
                                             const TaggedResource& resource,
                                             const CatalogView& catalog);
// Keys that aren't there don't matter. Errors as above.
Result<std::vector<RegisterWrite>> DecideUntag(const std::vector<std::string>& keys,
                                               const TaggedResource& resource,
                                               const CatalogView& catalog);

}  // namespace meridian
