#include "regions/tables/table_settings.h"

#include "regions/tables/limits.h"
#include "storage/base/check.h"

namespace meridian {

void CheckThroughputMembers(const std::string& member, const ProvisionedThroughput& throughput,
                            Constraints& constraints) {
  const std::string write = member + ".writeCapacityUnits";
  if (constraints.NotNull(write, throughput.write_capacity_units.has_value())) {
    constraints.Range(write, *throughput.write_capacity_units, 1);
  }
  const std::string read = member + ".readCapacityUnits";
  if (constraints.NotNull(read, throughput.read_capacity_units.has_value())) {
    constraints.Range(read, *throughput.read_capacity_units, 1);
  }
}

Status CheckThroughputBounds(const ProvisionedThroughput& throughput) {
  const auto out_of_bounds = [](int64_t value, std::string_view name) {
    return ValidationError("Given value " + std::to_string(value) + " for " + std::string(name) +
                           " is out of bounds");
  };
  if (*throughput.read_capacity_units > kCapacityUnitsMax) {
    return out_of_bounds(*throughput.read_capacity_units, "ReadCapacityUnits");
  }
  if (*throughput.write_capacity_units > kCapacityUnitsMax) {
    return out_of_bounds(*throughput.write_capacity_units, "WriteCapacityUnits");
  }
  return OkStatus();
}

void CheckBillingModeMember(const std::optional<std::string>& mode, Constraints& constraints) {
  if (mode) constraints.OneOf("billingMode", *mode, {"PROVISIONED", "PAY_PER_REQUEST"});
}

void CheckStreamMembers(const std::optional<StreamSpecification>& stream,
                        Constraints& constraints) {
  if (!stream) return;
  constraints.NotNull("streamSpecification.streamEnabled", stream->stream_enabled.has_value());
  if (stream->stream_view_type) {
    constraints.OneOf("streamSpecification.streamViewType", *stream->stream_view_type,
                      {"NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"});
  }
}

StreamViewType ParseStreamViewType(std::string_view name) {
  for (const StreamViewType type : {StreamViewType::kKeysOnly, StreamViewType::kNewImage,
                                    StreamViewType::kOldImage, StreamViewType::kNewAndOldImages}) {
    if (StreamViewTypeName(type) == name) return type;
  }
  CHECK(false);
}

std::string_view StreamViewTypeName(StreamViewType type) {
  switch (type) {
    case StreamViewType::kKeysOnly: return "KEYS_ONLY";
    case StreamViewType::kNewImage: return "NEW_IMAGE";
    case StreamViewType::kOldImage: return "OLD_IMAGE";
    case StreamViewType::kNewAndOldImages: return "NEW_AND_OLD_IMAGES";
  }
  CHECK(false);
}

Status CheckSse(const std::optional<SseSpecification>& sse) {
  if (!sse) return OkStatus();
  if (!sse->enabled.value_or(false)) {
    if (sse->sse_type && sse->enabled) {
      return InvalidParameter("SSEType can not be specified if Enabled is false");
    }
    if (sse->kms_master_key_id && sse->enabled) {
      return InvalidParameter("KMSMasterKeyId can not be specified if Enabled is false");
    }
    return OkStatus();
  }
  if (sse->sse_type && *sse->sse_type == "AES256") {
    return InvalidParameter("SSEType AES256 is not supported");
  }
  if (sse->sse_type && *sse->sse_type != "KMS") {
    Constraints constraints;
    constraints.OneOf("sSESpecification.sSEType", *sse->sse_type, {"AES256", "KMS"});
    return constraints.Check();
  }
  return NotYet("SSESpecification with a KMS key");
}

Status CheckTableClass(const std::optional<std::string>& table_class) {
  if (!table_class || *table_class == "STANDARD" || *table_class == "STANDARD_INFREQUENT_ACCESS") {
    return OkStatus();
  }
  return ValidationError(
      "Invalid table-class parameter provided. Please try again with a valid table-class value: "
      "[STANDARD, STANDARD_INFREQUENT_ACCESS].");
}

Status CheckNoneUnsupported(const std::vector<std::string>& members) {
  if (members.empty()) return OkStatus();
  return NotYet(members.front());
}

Result<std::map<std::string, std::string>> ParseTags(const std::vector<Tag>& tags) {
  std::map<std::string, std::string> parsed;
  for (const Tag& tag : tags) {
    if (!tag.key || tag.key->empty() || tag.key->size() > kTagKeyBytesMax) {
      return ValidationError("The Tag Key provided is invalid, Key: " + tag.key.value_or("null"));
    }
    if (!tag.value || tag.value->size() > kTagValueBytesMax) {
      return ValidationError("The Tag Value provided is invalid, Value: " +
                             tag.value.value_or("null"));
    }
    if (tag.key->starts_with("aws:")) {
      return ValidationError("Tag Key cannot be prefixed with aws:, Key: " + *tag.key);
    }
    if (!parsed.emplace(*tag.key, *tag.value).second) {
      return ValidationError("Duplicate Tag Keys provided as input: Duplicate Tag Key found " +
                             *tag.key);
    }
  }
  if (parsed.size() > kTagsMax) {
    return ValidationError("Number of Tags exceed the current limit for the provided ResourceArn");
  }
  return parsed;
}

Result<Durability> DurabilityOf(const std::map<std::string, std::string>& tags) {
  const auto tag = tags.find(std::string(kDurabilityTag));
  if (tag == tags.end() || tag->second == "local") return Durability::kLocal;
  if (tag->second == "log") return Durability::kLog;
  return InvalidParameter("Tag " + std::string(kDurabilityTag) +
                          " must be local or log, not: " + tag->second);
}

Error NotYet(std::string_view what) {
  return Error{Errc::kUnsupported, std::string(what) + " is not supported by Meridian yet"};
}

}  // namespace meridian
