//! Pieces of the screen that stand in every pane and layer, and the pen that paints them.

pub mod borders;
pub mod header_footer;
pub mod inked;
pub mod paint;
pub mod sidebar;
pub mod tabs;
