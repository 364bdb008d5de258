#include "regions/tables/tags.h"

#include <utility>

#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"
#include "regions/tables/resource_arn.h"
#include "regions/tables/table_settings.h"
#include "regions/tables/table_status.h"

namespace meridian {
namespace {

Status CheckNotDurability(const std::string& key) {
  if (key != kDurabilityTag) return OkStatus();
  return ValidationError("Tag " + key + " can only be given when the table is created");
}

Result<TablePtr> FindTagged(const TaggedResource& resource, const CatalogView& catalog) {
  const TablePtr table = catalog.Find(resource.table);
  if (!table) return ResourceNotFound(resource.arn);
  const TableStatus status = StatusOf(*table);
  if (status == TableStatus::kCreating || status == TableStatus::kDeleting) return InUse(*table);
  return table;
}

// Nothing if the tags are what they were.
Result<std::vector<RegisterWrite>> Write(const Table& table,
                                         std::map<std::string, std::string> tags) {
  std::vector<RegisterWrite> writes;
  if (tags == table.local.tags) return writes;
  LocalSettings local = table.local;
  local.tags = std::move(tags);
  writes.push_back({table.id, std::move(local), table.region});
  return writes;
}

}  // namespace

Result<std::map<std::string, std::string>> CheckTags(const std::optional<std::vector<Tag>>& tags) {
  Constraints constraints;
  constraints.NotNull("tags", tags.has_value());
  TRY(constraints.Check());
  if (tags->empty()) return ValidationError("Atleast one Tag needs to be provided as Input.");
  TRY(auto parsed, ParseTags(*tags));
  for (const auto& [key, value] : parsed) TRY(CheckNotDurability(key));
  return parsed;
}

Status CheckTagKeys(const std::optional<std::vector<std::string>>& keys) {
  Constraints constraints;
  constraints.NotNull("tagKeys", keys.has_value());
  TRY(constraints.Check());
  if (keys->empty()) return ValidationError("Atleast one Tag Key needs to be provided as Input.");
  for (const std::string& key : *keys) {
    if (key.empty() || key.size() > kTagKeyBytesMax) {
      return ValidationError("The Tag Key provided is invalid, Key: " + key);
    }
    TRY(CheckNotDurability(key));
  }
  return OkStatus();
}

Result<std::vector<RegisterWrite>> DecideTag(const std::map<std::string, std::string>& tags,
                                             const TaggedResource& resource,
                                             const CatalogView& catalog) {
  TRY(const TablePtr table, FindTagged(resource, catalog));
  auto all = table->local.tags;
  for (const auto& [key, value] : tags) all.insert_or_assign(key, value);
  if (all.size() > kTagsMax) {
    return ValidationError("Number of Tags exceed the current limit for the provided ResourceArn");
  }
  return Write(*table, std::move(all));
}

Result<std::vector<RegisterWrite>> DecideUntag(const std::vector<std::string>& keys,
                                               const TaggedResource& resource,
                                               const CatalogView& catalog) {
  TRY(const TablePtr table, FindTagged(resource, catalog));
  auto left = table->local.tags;
  for (const std::string& key : keys) left.erase(key);
  return Write(*table, std::move(left));
}

}  // namespace meridian
