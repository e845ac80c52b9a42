#include "kiosk/storage/schema/schema.h"

#include <array>

namespace menting::storage {

std::span<const sqlite::Migration> schema_steps() {
  static const std::array<sqlite::Migration, 13> steps{{
      {1, schema_0001_first_branch},
      {2, schema_0002_receipt_age},
      {3, schema_0003_assistance},
      {4, schema_0004_every_verb},
      {5, schema_0005_managers_day},
      {6, schema_0006_receipt_timeline},
      {7, schema_0007_repairs},
      {8, schema_0008_note_lookup},
      {9, schema_0009_journal_begun},
      {10, schema_0010_notes_upload},
      {11, schema_0011_directives},
      {12, schema_0012_appointments},
      {13, schema_0013_let_pass},
  }};
  return steps;
}

}  // namespace menting::storage
