terraform {
  required_version = ">= 1.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # State belongs in a locked, versioned bucket of your own:
  # terraform init -backend-config=bucket=... -backend-config=key=<chatbot>/<stage>.tfstate
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      chatbot = var.name
      stage   = var.stage
    }
  }
}
