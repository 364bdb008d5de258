#include "regions/api/tag_api.h"

#include <utility>
#include <vector>

#include "regions/api/json_writer.h"
#include "regions/tables/constraints.h"
#include "regions/tables/resource_arn.h"
#include "regions/tables/tags.h"

namespace meridian {
namespace {

Result<std::optional<std::string>> OwnedString(JsonValue object, std::string_view name) {
  TRY(const auto view, StringMember(object, name));
  if (!view) return std::optional<std::string>();
  return std::optional(std::string(*view));
}

Result<TaggedResource> ReadResource(const Services& services, JsonValue body,
                                    std::string_view operation) {
  TRY(const auto arn, OwnedString(body, "ResourceArn"));
  TRY(std::string table, TableOfResourceArn(arn, services.region, operation));
  return TaggedResource{.table = std::move(table), .arn = *arn};
}

Result<std::optional<std::vector<Tag>>> ReadTags(JsonValue body) {
  TRY(const JsonValue array, ArrayMember(body, "Tags"));
  if (!array.exists()) return std::optional<std::vector<Tag>>();
  std::vector<Tag> tags;
  TRY(array.ForEachElement([&](JsonValue element) -> Status {
    TRY(const JsonValue json, AsStruct(element, "Tag"));
    Tag& tag = tags.emplace_back();
    if (!json.exists()) return OkStatus();
    TRY(tag.key, OwnedString(json, "Key"));
    TRY(tag.value, OwnedString(json, "Value"));
    return OkStatus();
  }));
  return std::optional(std::move(tags));
}

Result<std::optional<std::vector<std::string>>> ReadTagKeys(JsonValue body) {
  TRY(const JsonValue array, ArrayMember(body, "TagKeys"));
  if (!array.exists()) return std::optional<std::vector<std::string>>();
  std::vector<std::string> keys;
  TRY(array.ForEachElement([&](JsonValue element) -> Status {
    TRY(const std::string_view key, AsStringValue(element));
    keys.emplace_back(key);
    return OkStatus();
  }));
  return std::optional(std::move(keys));
}

// Decides and commits; the answer is empty.
Task<Reply> Change(CatalogReader& catalog, CatalogDecide decide) {
  auto shared = std::make_shared<CatalogDecide>(std::move(decide));
  // Named, since GCC 12 destroys a lambda made inside a co_await expression twice.
  auto start = [&catalog, shared](auto done) {
    catalog.Update(std::move(*shared), [done](Status status) mutable { done(std::move(status)); });
  };
  CO_TRY(co_await AwaitCallback<Status>(std::move(start)));
  co_return std::string("{}");
}

}  // namespace

Task<Reply> TagResource(const Services& services, Call call) {
  CO_TRY(TaggedResource resource, ReadResource(services, call.body(), "TagResource"));
  CO_TRY(const auto given, ReadTags(call.body()));
  CO_TRY(auto tags, CheckTags(given));
  CatalogDecide decide = [tags = std::move(tags),
                          resource = std::move(resource)](const CatalogView& catalog) {
    return DecideTag(tags, resource, catalog);
  };
  co_return co_await Change(services.catalog, std::move(decide));
}

Task<Reply> UntagResource(const Services& services, Call call) {
  CO_TRY(TaggedResource resource, ReadResource(services, call.body(), "UntagResource"));
  CO_TRY(auto keys, ReadTagKeys(call.body()));
  CO_TRY(CheckTagKeys(keys));
  CatalogDecide decide = [keys = *std::move(keys),
                          resource = std::move(resource)](const CatalogView& catalog) {
    return DecideUntag(keys, resource, catalog);
  };
  co_return co_await Change(services.catalog, std::move(decide));
}

Task<Reply> ListTagsOfResource(const Services& services, Call call) {
  CO_TRY(const TaggedResource resource, ReadResource(services, call.body(), "ListTagsOfResource"));
  CO_TRY(const auto token, StringMember(call.body(), "NextToken"));
  if (token) co_return ValidationError("Invalid NextToken provided as input");
  const TablePtr table = services.catalog.Find(resource.table);
  if (!table) co_return ResourceNotFound(resource.arn);
  JsonWriter json;
  json.BeginObject().Key("Tags").BeginArray();
  for (const auto& [key, value] : table->local.tags) {
    json.BeginObject().Key("Key").String(key).Key("Value").String(value).EndObject();
  }
  co_return json.EndArray().EndObject().Take();
}

}  // namespace meridian
