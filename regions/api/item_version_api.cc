#include "regions/api/item_version_api.h"

#include <string>

#include "regions/api/attribute_json.h"
#include "regions/api/request.h"
#include "regions/api/version_json.h"

namespace meridian {
namespace {

Result<std::string> Read(const Services& services, JsonValue body) {
  TRY(const std::string name, ReadTableName(services, body));
  Constraints constraints;
  TRY(const JsonValue key_json, MapMember(body, "Key"));
  constraints.NotNull("key", key_json.exists());
  TRY(constraints.Check());
  TRY(const Item attributes, ReadItem(key_json));
  TRY(const TablePtr table, FindTable(services, name));
  TRY(const ItemKey key, KeyOfKey(table->schema, attributes));
  TRY(const auto found, services.store.GetState(*table, key));
  if (!found) {
    return Error{Errc::kNotFound,
                 "This region has no version of the item: it was never written, or its deletion "
                 "has reached every region"};
  }
  JsonWriter json;
  json.BeginObject().Key("Version");
  WriteVersion(found->state.version, &json);
  json.Key("Deleted").Bool(!found->state.live());
  return json.EndObject().Take();
}

}  // namespace

Task<Reply> DescribeItemVersion(const Services& services, Call call) {
  CO_TRY(std::string body, Read(services, call.body()));
  co_return body;
}

}  // namespace meridian
