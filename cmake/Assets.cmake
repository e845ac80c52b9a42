# Texts are compiled into the build tree, so that the programs run from there as they do when installed.
file(GLOB catalogues CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/text/*.po)
set(asset_files)
foreach(po ${catalogues})
  get_filename_component(language ${po} NAME_WE)
  set(mo ${PROJECT_BINARY_DIR}/assets/text/${language}/LC_MESSAGES/menting.mo)
  add_custom_command(OUTPUT ${mo}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/assets/text/${language}/LC_MESSAGES
    COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check -o ${mo} ${po}
    DEPENDS ${po} VERBATIM)
  list(APPEND asset_files ${mo})
  install(FILES ${mo} DESTINATION share/menting/text/${language}/LC_MESSAGES)
endforeach()
add_custom_target(assets ALL DEPENDS ${asset_files})
# Pages and pictures are read where they are in the source tree (a link), so an edit is seen at once.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/assets)
foreach(folder web images)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets/${folder} ${PROJECT_BINARY_DIR}/assets/${folder} SYMBOLIC)
endforeach()
install(DIRECTORY assets/web assets/images DESTINATION share/menting)
