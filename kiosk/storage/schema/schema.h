#pragma once

#include <span>

#include "base/sqlite/database.h"

namespace menting::storage {

/// Every step from an empty file to today's schema, oldest first. A step that has been released is never edited.
std::span<const sqlite::Migration> schema_steps();

extern const char* const schema_0001_first_branch;
extern const char* const schema_0002_receipt_age;
extern const char* const schema_0003_assistance;
extern const char* const schema_0004_every_verb;
extern const char* const schema_0005_managers_day;
extern const char* const schema_0006_receipt_timeline;
extern const char* const schema_0007_repairs;
extern const char* const schema_0008_note_lookup;
extern const char* const schema_0009_journal_begun;
extern const char* const schema_0010_notes_upload;
extern const char* const schema_0011_directives;
extern const char* const schema_0012_appointments;
extern const char* const schema_0013_let_pass;

}  // namespace menting::storage
