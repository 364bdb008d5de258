#include "regions/api/read_page.h"

#include <utility>

#include "regions/api/stored_json.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

// One page while it is read.
class PageReader {
 public:
  PageReader(const ReadRequest& request, const ReadTarget& target, TableStore& store)
      : request_(request),
        target_(target),
        store_(store),
        whole_items_(request.NeedsWholeItems(target)) {}

  Result<Page> Read(ItemCursor& cursor) {
    items_.BeginArray();
    for (; cursor.Valid(); cursor.Next()) {
      TRY(const StoredItem stored, cursor.Read());
      if (!stored.state.value) return Error{Errc::kInternal, "A cursor showed a deleted item"};
      ++page_.scanned;
      page_.bytes += stored.state.value->item_bytes;
      TRY(Take(*stored.state.value, cursor.key()));
      if (page_.scanned == request_.limit || page_.bytes >= kPageBytesMax) {
        TRY(page_.last_key, target_.NameOf(cursor.key()));
        break;
      }
    }
    TRY(cursor.status());
    items_.EndArray();
    if (!request_.count_only) page_.items = items_.Take();
    return std::move(page_);
  }

 private:
  // Counts the item at `place`, and writes what the client gets of it, if the filter holds.
  Status Take(const Payload& shown, std::string_view place) {
    const bool writes = !request_.count_only;
    std::optional<Item> item;
    if (request_.filter || (writes && request_.projection && !whole_items_)) {
      TRY(item, shown.Decode());
    }
    if (request_.filter && !request_.filter->Holds(&*item)) return OkStatus();
    if (whole_items_) return TakeWhole(place);
    ++page_.count;
    if (!writes) return OkStatus();
    if (!item) return WriteStored(shown, &items_);
    Write(*item);
    return OkStatus();
  }

  Status TakeWhole(std::string_view place) {
    // Not taken out of the Result: GCC 12 then thinks that it may be uninitialised.
    const auto stored = target_.ItemAt(store_, place);
    if (!stored) return stored.error();
    if (!stored->has_value()) {
      page_.fetched_units += ReadUnits(0, request_.consistent);
      return OkStatus();
    }
    const Payload& value = *(**stored).state.value;
    page_.fetched_units += ReadUnits(value.item_bytes, request_.consistent);
    ++page_.count;
    if (!request_.projection) return WriteStored(value, &items_);
    TRY(const Item item, value.Decode());
    Write(item);
    return OkStatus();
  }

  void Write(const Item& item) {
    if (request_.projection) {
      items_.Attributes(request_.projection->Of(item));
    } else {
      items_.Attributes(item);
    }
  }

  const ReadRequest& request_;
  const ReadTarget& target_;
  TableStore& store_;
  const bool whole_items_;
  Page page_;
  JsonWriter items_;
};

}  // namespace

Result<Page> ReadPage(const ReadRequest& request, const ReadTarget& target, TableStore& store,
                      ItemCursor& cursor) {
  return PageReader(request, target, store).Read(cursor);
}

ConsumedUnits UnitsOf(const ReadRequest& request, const ReadTarget& target, const Page& page) {
  const double examined = ReadUnits(page.bytes, request.consistent);
  if (target.index == nullptr) return examined;
  ConsumedUnits units = page.fetched_units;
  (target.is_local() ? units.local : units.global)[target.index->name()] = examined;
  return units;
}

std::string PageBody(const ReadRequest& request, const ReadTarget& target, const Page& page) {
  JsonWriter writer;
  writer.BeginObject();
  if (!request.count_only) writer.Key("Items").Raw(page.items);
  writer.Key("Count").Integer(page.count);
  writer.Key("ScannedCount").Integer(page.scanned);
  if (page.last_key) writer.Key("LastEvaluatedKey").Attributes(*page.last_key);
  WriteCapacityMember(&writer, request.capacity, target.table->name,
                      UnitsOf(request, target, page));
  return writer.EndObject().Take();
}

}  // namespace meridian
