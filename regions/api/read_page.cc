#include "regions/api/read_page.h"

#include <utility>

#include "regions/api/stored_json.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

// Writes what the client gets of `payload`, unless the filter is false of it. True if it passed.
Result<bool> Select(const ReadRequest& request, const Payload& payload, JsonWriter* items) {
  const bool decode = request.filter || (items && request.projection);
  if (!decode) {
    if (items) TRY(WriteStored(payload, items));
    return true;
  }
  TRY(const Item item, payload.Decode());
  if (request.filter && !request.filter->Holds(&item)) return false;
  if (!items) return true;
  if (request.projection) {
    items->Attributes(request.projection->Of(item));
  } else {
    items->Attributes(item);
  }
  return true;
}

}  // namespace

Result<Page> ReadPage(const ReadRequest& request, ItemCursor& cursor) {
  Page page;
  JsonWriter items;
  items.BeginArray();
  for (; cursor.Valid(); cursor.Next()) {
    TRY(const StoredItem stored, cursor.Read());
    if (!stored.state.value) return Error{Errc::kInternal, "A cursor showed a deleted item"};
    const Payload& payload = *stored.state.value;
    ++page.scanned;
    page.bytes += payload.item_bytes;
    TRY(const bool passed, Select(request, payload, request.count_only ? nullptr : &items));
    if (passed) ++page.count;
    if (page.scanned == request.limit || page.bytes >= kPageBytesMax) {
      page.last_key = std::string(cursor.key());
      break;
    }
  }
  TRY(cursor.status());
  items.EndArray();
  if (!request.count_only) page.items = items.Take();
  return page;
}

Result<std::string> PageBody(const ReadRequest& request, const Table& table, const Page& page) {
  JsonWriter writer;
  writer.BeginObject();
  if (!request.count_only) writer.Key("Items").Raw(page.items);
  writer.Key("Count").Integer(page.count);
  writer.Key("ScannedCount").Integer(page.scanned);
  if (page.last_key) {
    TRY(const Item key, KeyAttributes(table.schema, *page.last_key));
    writer.Key("LastEvaluatedKey").Attributes(key);
  }
  WriteCapacityMember(&writer, request.capacity, table.name,
                      ReadUnits(page.bytes, request.consistent));
  return writer.EndObject().Take();
}

}  // namespace meridian
