//! The model as versioned JSON (`sysvisor inspect`).
