#include "regions/api/batch_write.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/attribute_json.h"
#include "regions/api/batch.h"
#include "regions/api/capacity.h"
#include "regions/api/index_keys.h"
#include "regions/api/index_units.h"
#include "regions/api/item_collection.h"
#include "regions/api/messages.h"
#include "regions/api/request.h"
#include "regions/tables/limits.h"
#include "storage/item/size.h"

namespace meridian {
namespace {

// One WriteRequest.
struct BatchedWrite {
  std::string parameter;  // The table's name as the client gave it.
  Item content;           // The Item of a put, the Key of a delete.
  bool is_put = false;

  TablePtr table;
  ItemKey key;
  std::optional<Payload> payload;  // Of a put, until the shard takes it.
  ConsumedUnits units;
};

// A batch while its writes are on their way.
struct Batch {
  std::vector<BatchedWrite> writes;
  std::vector<Result<Committed>> results;  // One for each write.
  std::atomic<size_t> pending = 0;
  bool counts_units = false;  // The answer tells what was consumed.
};

Status CheckWriteCount(std::string_view parameter, JsonValue requests) {
  if (requests.size() >= 1 && requests.size() <= kBatchWritesMax) return OkStatus();
  Constraints constraints;
  constraints.Violated("requestItems", "{" + std::string(parameter) + "=[…]}",
                       "Map value must satisfy constraint: [Member must have length less than or "
                       "equal to " +
                           std::to_string(kBatchWritesMax) +
                           ", Member must have length greater than or equal to 1]");
  return constraints.Check();
}

Result<BatchedWrite> ReadWrite(std::string_view parameter, JsonValue request) {
  BatchedWrite write;
  write.parameter = parameter;
  TRY(const JsonValue put, StructMember(request, "PutRequest", "PutRequest"));
  TRY(const JsonValue erase, StructMember(request, "DeleteRequest", "DeleteRequest"));
  // DynamoDB says this of none as well.
  if (put.exists() == erase.exists()) return Validation(messages::kAttributeAmbiguous);
  write.is_put = put.exists();
  TRY(const JsonValue content, write.is_put ? MapMember(put, "Item") : MapMember(erase, "Key"));
  Constraints constraints;
  constraints.NotNull("requestItems." + std::string(parameter) + ".member." +
                          (write.is_put ? "putRequest.item" : "deleteRequest.key"),
                      content.exists());
  TRY(constraints.Check());
  TRY(write.content, ReadItem(content));
  if (write.is_put && ItemSizeBytes(write.content) > kItemBytesMax) {
    return Validation(messages::kItemTooLarge);
  }
  return write;
}

Status ResolveWrites(const Services& services, std::vector<BatchedWrite>* writes) {
  std::set<std::pair<TableId, std::string>> seen;
  for (BatchedWrite& write : *writes) {
    TRY(const std::string name, CheckTableName(services, write.parameter));
    TRY(write.table, FindTable(services, name));
    const TableSchema& schema = write.table->schema;
    TRY(write.key,
        write.is_put ? KeyOfItem(schema, write.content) : KeyOfKey(schema, write.content));
    if (!seen.emplace(write.table->id, write.key.Encoded()).second) {
      return Validation("Provided list of item keys contains duplicates");
    }
    if (!write.is_put) continue;
    TRY(CheckIndexKeys(*write.table, write.content));
    write.payload = Payload::Of(write.content);
  }
  return OkStatus();
}

// What the answer tells besides what was left undone.
struct Told {
  ReturnCapacity capacity = ReturnCapacity::kNone;
  bool collection_metrics = false;
};

Result<std::vector<BatchedWrite>> ReadBatch(const Services& services, JsonValue body, Told* told) {
  Constraints constraints;
  TRY(told->capacity, ReadReturnCapacity(body, &constraints));
  TRY(told->collection_metrics, ReadReturnCollectionMetrics(body, &constraints));
  TRY(constraints.Check());
  TRY(const JsonValue items, RequestItemsOf(body, "BatchWriteItem"));
  std::vector<BatchedWrite> writes;
  const auto check_count = [&]() -> Status {
    if (writes.size() <= kBatchWritesMax) return OkStatus();
    return Validation("Too many items requested for the BatchWriteItem call");
  };
  TRY(items.ForEachMember([&](std::string_view parameter, JsonValue requests) -> Status {
    TRY(check_count());  // Before the next is looked up: that costs as much as there are.
    if (requests.Is(JsonValue::Kind::kNull)) return NullRequestItem(parameter);
    TRY(const JsonValue list, ArrayMember(items, parameter));
    TRY(CheckWriteCount(parameter, list));
    return list.ForEachElement([&](JsonValue element) -> Status {
      TRY(const JsonValue request, AsStruct(element, "WriteRequest"));
      if (!request.exists()) return NullRequestItem(parameter);
      TRY(BatchedWrite write, ReadWrite(parameter, request));
      writes.push_back(std::move(write));
      return OkStatus();
    });
  }));
  TRY(check_count());
  TRY(ResolveWrites(services, &writes));
  return writes;
}

// Runs on the executor of the write's shard.
Result<Decision> Decide(BatchedWrite& write, bool counts_indexes, const StoredItem* current) {
  const Payload* before = current ? &*current->state.value : nullptr;
  const Payload* after = write.payload ? &*write.payload : nullptr;
  write.units =
      WriteUnits(std::max<size_t>(before ? before->item_bytes : 0, after ? after->item_bytes : 0));
  if (counts_indexes) {
    TRY(AddIndexUnits(*write.table, write.key.Encoded(), before, after, &write.units));
  }
  Decision decision;
  if (!write.is_put) {
    decision.outcome = Decision::Outcome::kDelete;
    return decision;
  }
  decision.outcome = Decision::Outcome::kPut;
  decision.value = std::move(write.payload);
  return decision;
}

// Writes all of `batch` and waits for the last.
Task<void> Commit(TableStore& store, std::shared_ptr<Batch> batch) {
  batch->results.resize(batch->writes.size());
  batch->pending = batch->writes.size();
  // Named, since GCC 12 destroys a lambda made inside a co_await expression twice.
  auto start = [&store, batch](auto all_done) {
    for (size_t i = 0; i < batch->writes.size(); ++i) {
      store.Update(
          batch->writes[i].table, batch->writes[i].key,
          [batch, i](const StoredItem* current) -> Result<Decision> {
            return Decide(batch->writes[i], batch->counts_units, current);
          },
          [batch, i, all_done](Result<Committed> result) mutable {
            batch->results[i] = std::move(result);
            if (batch->pending.fetch_sub(1) == 1) all_done(true);
          });
    }
  };
  co_await AwaitCallback<bool>(std::move(start));
}

void WriteRequestJson(const BatchedWrite& write, JsonWriter* writer) {
  writer->BeginObject().Key(write.is_put ? "PutRequest" : "DeleteRequest").BeginObject();
  writer->Key(write.is_put ? "Item" : "Key").Attributes(write.content);
  writer->EndObject().EndObject();
}

// By the table's name as the client gave it, in the order of the request.
std::string UnprocessedMembers(const std::vector<const BatchedWrite*>& writes) {
  JsonWriter writer;
  const std::string* open = nullptr;
  for (const BatchedWrite* write : writes) {
    if (open == nullptr || *open != write->parameter) {
      if (open != nullptr) writer.EndArray();
      open = &write->parameter;
      writer.Key(write->parameter).BeginArray();
    }
    WriteRequestJson(*write, &writer);
  }
  if (open != nullptr) writer.EndArray();
  return writer.Take();
}

std::string CapacityElements(const std::map<std::string, ConsumedUnits>& units,
                             ReturnCapacity mode) {
  JsonWriter writer;
  if (mode == ReturnCapacity::kNone) return "";
  for (const auto& [table, used] : units) WriteCapacity(&writer, mode, table, used);
  return writer.Take();
}

// Of each collection that was written to, once.
Result<std::string> MetricsMembers(const Batch& batch, const CollectionSizes* sizes) {
  std::map<std::string, std::map<std::string, const BatchedWrite*>> collections;
  for (size_t i = 0; i < batch.writes.size(); ++i) {
    const BatchedWrite& write = batch.writes[i];
    if (!batch.results[i] || !HasCollections(*write.table)) continue;
    collections[write.table->name].emplace(write.key.hash, &write);
  }
  JsonWriter writer;
  for (const auto& [table, of_table] : collections) {
    writer.Key(table).BeginArray();
    for (const auto& [hash, write] : of_table) {
      TRY(WriteCollectionMetrics(&writer, sizes, *write->table, write->key));
    }
    writer.EndArray();
  }
  return writer.Take();
}

Reply Answer(const Batch& batch, const Told& told, const CollectionSizes* sizes) {
  std::vector<const BatchedWrite*> unprocessed;
  std::map<std::string, ConsumedUnits> units;
  for (size_t i = 0; i < batch.writes.size(); ++i) {
    const BatchedWrite& write = batch.writes[i];
    if (batch.results[i]) {
      units[write.table->name] += write.units;
      continue;
    }
    if (!IsPassing(batch.results[i].error())) return Error(batch.results[i].error());
    unprocessed.push_back(&write);
  }
  if (unprocessed.size() == batch.writes.size()) return Error(batch.results.front().error());
  std::string metrics;
  if (told.collection_metrics) {
    TRY(metrics, MetricsMembers(batch, sizes));
  }
  return BatchBody("", "", "UnprocessedItems", UnprocessedMembers(unprocessed), told.capacity,
                   CapacityElements(units, told.capacity), metrics);
}

}  // namespace

Task<Reply> BatchWriteItem(const Services& services, Call call) {
  Told told;
  auto batch = std::make_shared<Batch>();
  CO_TRY(batch->writes, ReadBatch(services, call.body(), &told));
  batch->counts_units = told.capacity != ReturnCapacity::kNone;
  co_await Commit(services.store, batch);
  co_return Answer(*batch, told, services.collections);
}

}  // namespace meridian
