#include "storage/table/catalog_codec.h"

#include <algorithm>

#include "storage/table/catalog.pb.h"

namespace meridian {
namespace {

namespace v1 = meridian::storage::v1;

constexpr std::string_view kReplicaPrefix = "replica/";
constexpr std::string_view kLocalPrefix = "local/";
constexpr std::string_view kIndexPrefix = "index/";

void SetKey(const KeyAttribute& key, v1::KeyAttribute* out) {
  out->set_name(key.name);
  out->set_type(static_cast<uint32_t>(key.type));
}

KeyAttribute GetKey(const v1::KeyAttribute& key) {
  return {key.name(), static_cast<AttributeType>(key.type())};
}

std::string Encode(const TableDefinition& definition) {
  v1::TableDefinition message;
  message.set_name(definition.name);
  SetKey(definition.schema.hash, message.mutable_hash());
  if (definition.schema.range.has_value())
    SetKey(*definition.schema.range, message.mutable_range());
  message.set_created_at_millis(definition.created_at_millis);
  return message.SerializeAsString();
}

std::string Encode(const BillingSettings& billing) {
  v1::BillingSettings message;
  message.set_mode(static_cast<uint32_t>(billing.mode));
  message.set_read_capacity_units(billing.read_capacity_units);
  message.set_write_capacity_units(billing.write_capacity_units);
  message.set_changed_at_millis(billing.changed_at_millis);
  return message.SerializeAsString();
}

std::string Encode(const StreamSettings& stream) {
  v1::StreamSettings message;
  message.set_enabled(stream.enabled);
  message.set_view_type(static_cast<uint32_t>(stream.view_type));
  message.set_label(stream.label);
  return message.SerializeAsString();
}

std::string Encode(const Replica& replica) {
  v1::Replica message;
  message.set_status(static_cast<uint32_t>(replica.status));
  message.set_source(replica.source);
  message.set_description(replica.description);
  return message.SerializeAsString();
}

std::string Encode(Durability durability) {
  v1::DurabilitySetting message;
  message.set_durability(static_cast<uint32_t>(durability));
  return message.SerializeAsString();
}

std::string Encode(const LocalSettings& local) {
  v1::LocalSettings message;
  message.set_deletion_protection(local.deletion_protection);
  for (const auto& [key, value] : local.tags) (*message.mutable_tags())[key] = value;
  return message.SerializeAsString();
}

std::string Encode(const IndexSettings& index) {
  v1::IndexSettings message;
  message.set_name(index.name);
  message.set_id(index.id.bytes.data(), index.id.bytes.size());
  message.set_kind(static_cast<uint32_t>(index.schema.kind));
  for (const KeyAttribute& key : index.schema.hash) SetKey(key, message.add_hash());
  for (const KeyAttribute& key : index.schema.range) SetKey(key, message.add_range());
  message.set_projection(static_cast<uint32_t>(index.schema.projection.type));
  for (const std::string& name : index.schema.projection.names) message.add_projected(name);
  message.set_read_capacity_units(index.read_capacity_units);
  message.set_write_capacity_units(index.write_capacity_units);
  message.set_removed(index.removed);
  return message.SerializeAsString();
}

template <class Message>
Result<Message> ParseMessage(std::string_view name, std::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Error{Errc::kCorrupt, "The catalog register " + std::string(name) + " is damaged"};
  }
  return message;
}

Result<RegisterValue> DecodeDefinition(std::string_view name, std::string_view bytes) {
  TRY(const auto message, ParseMessage<v1::TableDefinition>(name, bytes));
  TableDefinition definition{.name = message.name(),
                             .schema = {.hash = GetKey(message.hash()), .range = std::nullopt},
                             .created_at_millis = message.created_at_millis()};
  if (message.has_range()) definition.schema.range = GetKey(message.range());
  return RegisterValue(std::move(definition));
}

Result<RegisterValue> DecodeIndex(std::string_view name, std::string_view bytes) {
  TRY(const auto message, ParseMessage<v1::IndexSettings>(name, bytes));
  IndexSettings index;
  index.name = message.name();
  if (message.id().size() != index.id.bytes.size() || message.hash_size() == 0) {
    return Error{Errc::kCorrupt, "The catalog register " + std::string(name) + " is damaged"};
  }
  std::copy(message.id().begin(), message.id().end(), index.id.bytes.begin());
  index.schema.kind = static_cast<IndexKind>(message.kind());
  for (const v1::KeyAttribute& key : message.hash()) index.schema.hash.push_back(GetKey(key));
  for (const v1::KeyAttribute& key : message.range()) index.schema.range.push_back(GetKey(key));
  index.schema.projection.type = static_cast<ProjectionType>(message.projection());
  index.schema.projection.names.assign(message.projected().begin(), message.projected().end());
  index.read_capacity_units = message.read_capacity_units();
  index.write_capacity_units = message.write_capacity_units();
  index.removed = message.removed();
  return RegisterValue(std::move(index));
}

}  // namespace

std::string RegisterName(const RegisterWrite& write) {
  if (const auto* index = std::get_if<IndexSettings>(&write.value)) {
    return std::string(kIndexPrefix) + index->name;
  }
  static constexpr std::string_view kNames[] = {"definition",   "billing",    "stream",
                                                kReplicaPrefix, "durability", kLocalPrefix};
  return std::string(kNames[write.value.index()]) + write.region;
}

std::string EncodeRegisterValue(const RegisterValue& value) {
  return std::visit([](const auto& one) { return Encode(one); }, value);
}

Result<RegisterValue> DecodeRegisterValue(std::string_view name, std::string_view bytes) {
  if (name == "definition") return DecodeDefinition(name, bytes);
  if (name == "billing") {
    TRY(const auto m, ParseMessage<v1::BillingSettings>(name, bytes));
    return RegisterValue(BillingSettings{.mode = static_cast<BillingMode>(m.mode()),
                                         .read_capacity_units = m.read_capacity_units(),
                                         .write_capacity_units = m.write_capacity_units(),
                                         .changed_at_millis = m.changed_at_millis()});
  }
  if (name == "stream") {
    TRY(const auto m, ParseMessage<v1::StreamSettings>(name, bytes));
    return RegisterValue(StreamSettings{.enabled = m.enabled(),
                                        .view_type = static_cast<StreamViewType>(m.view_type()),
                                        .label = m.label()});
  }
  if (name == "durability") {
    TRY(const auto m, ParseMessage<v1::DurabilitySetting>(name, bytes));
    return RegisterValue(static_cast<Durability>(m.durability()));
  }
  if (name.starts_with(kReplicaPrefix)) {
    TRY(const auto m, ParseMessage<v1::Replica>(name, bytes));
    return RegisterValue(Replica{.status = static_cast<ReplicaStatus>(m.status()),
                                 .source = m.source(),
                                 .description = m.description()});
  }
  if (name.starts_with(kLocalPrefix)) {
    TRY(const auto m, ParseMessage<v1::LocalSettings>(name, bytes));
    LocalSettings local{.deletion_protection = m.deletion_protection(), .tags = {}};
    for (const auto& [key, value] : m.tags()) local.tags[key] = value;
    return RegisterValue(std::move(local));
  }
  if (name.starts_with(kIndexPrefix)) return DecodeIndex(name, bytes);
  return Error{Errc::kUnsupported,
               "The catalog register " + std::string(name) + " is of a newer release"};
}

std::string_view RegionOfRegister(std::string_view name) {
  for (const std::string_view prefix : {kReplicaPrefix, kLocalPrefix}) {
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  }
  return {};
}

}  // namespace meridian
