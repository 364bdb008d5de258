// ItemWrite: what PutItem, UpdateItem and DeleteItem share.
//
// A write is parsed whole before anything is touched. Then its Decide runs once on the shard's
// executor, where nothing can come between the condition and the next item; it decodes the stored
// item only if the condition or the reply needs it. What the reply needs is noted in the write
// itself, which is why it is shared: it must live until the shard is done with it, even if the
// client has gone.
//
// Threads: confined to the request's thread, except Decide, which runs on the shard's executor
// strictly between Run's start and its resumption.
// Source: dynamodb.md 1.4, 4.4.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>

#include "regions/api/call.h"
#include "regions/api/capacity.h"
#include "regions/api/request.h"
#include "regions/expressions/condition.h"

namespace meridian {

enum class ReturnValues : uint8_t { kNone, kAllOld, kUpdatedOld, kAllNew, kUpdatedNew };

// The parameters that all three have. `condition` is set by ReadCondition, the rest by Read.
struct WriteParameters {
  std::string table_name;
  ReturnValues return_values = ReturnValues::kNone;
  bool item_on_failure = false;  // ReturnValuesOnConditionCheckFailure=ALL_OLD.
  ReturnCapacity capacity = ReturnCapacity::kNone;
  bool collection_metrics = false;  // ReturnItemCollectionMetrics=SIZE.
  std::optional<Condition> condition;

  // `content` is the parameter besides TableName that must be there: "Item" or "Key".
  static Result<WriteParameters> Read(const Services& services, JsonValue body,
                                      std::string_view content);
  // The ConditionExpression or Expected, if there is one.
  Status ReadCondition(JsonValue body, Substitutions* substitutions);
};

class ItemWrite {
 public:
  virtual ~ItemWrite() = default;
  ItemWrite(const ItemWrite&) = delete;
  ItemWrite& operator=(const ItemWrite&) = delete;

  // Writes, and answers. `write` is not used by anyone else.
  static Task<Reply> Run(const Services& services, std::shared_ptr<ItemWrite> write);

  // The two halves of Run, for who answers otherwise. `done` is called once, on some thread, when
  // what there is to tell can be read from `write`.
  static void Start(const Services& services, std::shared_ptr<ItemWrite> write,
                    UniqueFunction<void(Result<Committed>)> done);
  static Task<Result<Committed>> Commit(const Services& services, std::shared_ptr<ItemWrite> write);
  // What the client is told of an error: a failed condition shows the item, if that was asked for.
  ApiError Failure(Error error) const;

  // The condition, then Next. kConditionFailed if the condition is false.
  Result<Decision> Decide(const StoredItem* current);

  const Table& table() const { return *table_; }
  const ItemKey& key() const { return key_; }

  // After the write. The attributes to return, or else the item as it was stored.
  const std::optional<Item>& attributes() const { return attributes_; }
  const std::optional<Payload>& old_payload() const { return old_payload_; }
  // What it consumed, if WriteParameters::capacity asked for it.
  const ConsumedUnits& units() const { return units_; }

 protected:
  ItemWrite(WriteParameters parameters, TablePtr table, ItemKey key)
      : parameters_(std::move(parameters)), table_(std::move(table)), key_(std::move(key)) {}

  // What becomes of the item. `before` is the decoded item if NeedsItem() or a condition wanted it,
  // and there is one.
  virtual Result<Decision> Next(const StoredItem* current, std::optional<Item> before) = 0;
  virtual bool NeedsItem() const { return false; }

  const WriteParameters& parameters() const { return parameters_; }
  // The reply's Attributes; unless set, ALL_OLD gives the item as it was stored.
  void ReturnAttributes(Item attributes) { attributes_ = std::move(attributes); }

 private:
  // What the write consumes, in units_.
  Status NoteUnits(const Payload* before, const Decision& decision);
  Reply Answer(const CollectionSizes* collections) const;

  const WriteParameters parameters_;
  const TablePtr table_;
  const ItemKey key_;

  // Noted by Decide for the reply.
  std::optional<Payload> old_payload_;  // If the reply may show it.
  ConsumedUnits units_;
  std::optional<Item> attributes_;
};

}  // namespace meridian
