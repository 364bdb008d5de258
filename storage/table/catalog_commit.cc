#include "storage/table/catalog_commit.h"

namespace meridian {

CatalogCommit::CatalogCommit(std::string region, ShardLog& log)
    : log_(log), registers_(std::move(region)) {}

CatalogCommit::Published CatalogCommit::published() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

Status CatalogCommit::Load(const DatabasePtr& database) {
  TRY(log_.Load(database));
  TRY(registers_.Load(database));
  Publish();
  // Opened again: a change whose outcome was unknown may be there, and what followed one failed.
  Tell();
  return OkStatus();
}

void CatalogCommit::Committed() {
  // The view goes first: whoever hears of the new records must find what they say.
  const bool changed = registers_.View() != view();
  if (changed) Publish();
  log_.Committed();
  if (changed) Tell();
}

void CatalogCommit::Tell() const {
  for (const auto& listener : listeners_) listener();
}

void CatalogCommit::Publish() {
  // Emitted and on disk: other shards' writes must not say less than the view they were judged by.
  Published next{.view = registers_.View(), .sequence = log_.EmittedSequence(kControlPartition)};
  const std::lock_guard lock(mutex_);
  published_ = std::move(next);
}

}  // namespace meridian
