// The forty questions as react-jsonschema-form draws them; what to ask and what is known stand in the page.
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
import "bootstrap/dist/css/bootstrap.min.css";

const { schema, uiSchema, known } = JSON.parse(document.getElementById("form").textContent);
createRoot(document.getElementById("here")).render(
  createElement(Form, { schema, uiSchema, formData: known, validator }),
);
